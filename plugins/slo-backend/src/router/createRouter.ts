import type {
  HttpAuthService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  SERIES_RANGES,
  sloObjectiveReadPermission,
  type ObjectiveList,
  type SloSource,
} from '@chat2sql/plugin-slo-common';
import type { Request } from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { objectiveResourceRef } from '../permissions/objectiveResource';
import type { JudgedObjective, SloService } from '../service/SloService';
import { AnswerCache } from './AnswerCache';

const listQuery = z.strictObject({
  entityRef: z.string().max(500).optional(),
});
const seriesQuery = z.strictObject({ range: z.enum(SERIES_RANGES) });
const noQuery = z.strictObject({});

function parse<T>(schema: z.ZodType<T>, query: unknown): T {
  const parsed = schema.safeParse(query);
  if (!parsed.success) throw new InputError(z.prettifyError(parsed.error));
  return parsed.data;
}

/** What one caller may see. */
interface View {
  /** False when nothing at all may be seen. */
  any: boolean;
  objectives: readonly JudgedObjective[];
  /** Equal for callers who see the same. */
  key: string;
}

/** Routes below `/api/slo`. */
export function createRouter(options: {
  service: SloService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
}) {
  const { service, httpAuth, permissions, permissionsRegistry } = options;
  const check: (
    decision: PolicyDecision,
    resource: { tier?: JudgedObjective['objective']['tier'] },
  ) => boolean = createConditionAuthorizer(
    permissionsRegistry.getPermissionRuleset(objectiveResourceRef),
  );
  const cache = AnswerCache.create();
  const router = Router();

  async function viewOf(req: Request): Promise<View> {
    const credentials = await httpAuth.credentials(req);
    const [decision] = await permissions.authorizeConditional(
      [{ permission: sloObjectiveReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) {
      return { any: false, objectives: [], key: 'none' };
    }
    const all = service.judged();
    if (decision.result === AuthorizeResult.ALLOW) {
      return { any: true, objectives: all, key: 'all' };
    }
    const seen = all.filter(({ objective }) =>
      check(decision, { tier: objective.tier }),
    );
    return {
      any: true,
      objectives: seen,
      key: `some:${seen.map(j => j.objective.id).join()}`,
    };
  }

  function find(view: View, id: string): JudgedObjective {
    const judged = view.objectives.find(j => j.objective.id === id);
    // What may not be seen answers like what is not there.
    if (!judged) throw new NotFoundError(`there is no objective ${id}`);
    return judged;
  }

  function sourcesWithoutCounters(): SloSource[] {
    return service.sources().map(({ queries, lastSuccess, ...source }) => ({
      ...source,
      // The time of the last good answer matters once there is none any more.
      lastSuccess: source.condition === 'ok' ? undefined : lastSuccess,
    }));
  }

  router.get('/v1/objectives', async (req, res) => {
    const { entityRef } = parse(listQuery, req.query);
    const view = await viewOf(req);
    const sources = view.any ? sourcesWithoutCounters() : [];
    cache.send(req, res, {
      key: JSON.stringify(['list', view.key, entityRef, sources]),
      version: service.version(),
      make: (): ObjectiveList => ({
        items: view.objectives
          .filter(
            j => entityRef === undefined || j.objective.entityRef === entityRef,
          )
          .map(j => service.toItem(j)),
        invalid:
          view.any && entityRef === undefined ? [...service.invalid()] : [],
        sources,
      }),
    });
  });

  router.get('/v1/objectives/:id', async (req, res) => {
    parse(noQuery, req.query);
    const judged = find(await viewOf(req), req.params.id);
    const sources = sourcesWithoutCounters();
    cache.send(req, res, {
      key: JSON.stringify(['detail', judged.objective.id, sources]),
      version: service.version(),
      make: () => ({ ...service.toDetail(judged), sources }),
    });
  });

  router.get('/v1/objectives/:id/series', async (req, res) => {
    const { range } = parse(seriesQuery, req.query);
    const judged = find(await viewOf(req), req.params.id);
    cache.send(req, res, {
      key: JSON.stringify(['series', judged.objective.id, range]),
      version: service.version(),
      make: () => {
        const series = service.series(judged, range);
        return (
          series ?? {
            range,
            start: 0,
            end: 0,
            stepSeconds: 0,
            times: [],
            total: [],
            bad: [],
            errorRatio: [],
            remaining: [],
          }
        );
      },
    });
  });

  router.get('/v1/sources', async (req, res) => {
    parse(noQuery, req.query);
    const view = await viewOf(req);
    res.json({ items: view.any ? service.sources() : [] });
  });

  return router;
}
