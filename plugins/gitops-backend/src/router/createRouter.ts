import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import express, { type Request, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { PlanStore } from '../database/PlanStore';
import { requireTier, type TierAccess } from '../permissions/TierAccess';
import type { ChangeOpener } from '../service/ChangeOpener';
import type { ChangeService } from '../service/ChangeService';
import type { Viewer } from '../service/changeViews';
import type { Merger } from '../service/Merger';
import { decideAnswers, type Planner } from '../service/Planner';
import { parseInput, schemas } from './schemas';
import { sendTagged } from './sendTagged';

interface RouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  access: TierAccess;
  plans: PlanStore;
  planner: Planner;
  opener: ChangeOpener;
  changes: ChangeService;
  merger: Merger;
}

/** The API of the GitOps plugin, below `/api/gitops`. */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth, auditor, access, plans, planner, opener } = options;
  const { changes, merger } = options;
  const router = PromiseRouter();
  router.use(express.json({ limit: '100kb' }));

  async function viewerOf(req: Request): Promise<Viewer> {
    const credentials = await httpAuth.credentials(req, { allow: ['user'] });
    return {
      user: credentials.principal.userEntityRef,
      rights: await access.rights(credentials),
    };
  }

  /** Runs a write between its audit records. */
  async function audited<T>(
    req: Request,
    event: Pick<AuditorServiceCreateEventOptions, 'eventId' | 'meta'>,
    write: (viewer: Viewer, note: (meta: object) => void) => Promise<T>,
  ): Promise<T> {
    const viewer = await viewerOf(req);
    const record = await auditor.createEvent({
      ...event,
      severityLevel: 'medium',
      request: req,
    });
    const meta: Record<string, string | number | boolean> = {};
    try {
      const result = await write(viewer, more => Object.assign(meta, more));
      await record.success({ meta });
      return result;
    } catch (error) {
      await record.fail({ error: error as Error, meta });
      throw error;
    }
  }

  const numberOf = (req: Request) =>
    parseInput(schemas.number, req.params.number);

  router.post('/v1/plans', async (req, res) => {
    const plan = await audited(
      req,
      { eventId: 'plan-create' },
      async (viewer, note) => {
        const { answers } = parseInput(schemas.plan, req.body);
        const decided = decideAnswers(answers);
        note({ tier: decided.tier, name: decided.name });
        requireTier(viewer.rights.create, decided.tier, 'plan changes');
        const made = await planner.plan(decided, viewer.user);
        note({ planId: made.id, blocked: made.blocked });
        return made;
      },
    );
    res.status(201).json(plan);
  });

  router.get('/v1/plans/:id', async (req, res) => {
    const viewer = await viewerOf(req);
    const id = parseInput(schemas.planId, req.params.id);
    const plan = await plans.get(id);
    // Somebody else's plan is only seen by those who may read its tier.
    if (
      !plan ||
      (plan.createdBy !== viewer.user &&
        !viewer.rights.read.has(plan.body.tier))
    ) {
      throw new NotFoundError(`there is no plan ${id}`);
    }
    sendTagged(req, res, await planner.view(plan));
  });

  router.post('/v1/changes', async (req, res) => {
    const { change, created, viewer } = await audited(
      req,
      { eventId: 'change-open' },
      async (by, note) => {
        const { planId, tier } = parseInput(schemas.open, req.body);
        note({ planId });
        const plan = await plans.get(planId);
        if (!plan) throw new NotFoundError(`there is no plan ${planId}`);
        // The plan decides the tier, not the caller: rules on inputs elsewhere
        // would be of no use otherwise.
        note({ tier: plan.body.tier });
        requireTier(by.rights.create, plan.body.tier, 'open changes');
        if (tier !== undefined && tier !== plan.body.tier) {
          throw new InputError(
            `the plan is for the tier ${plan.body.tier}, not ${tier}`,
          );
        }
        const opened = await opener.open(planId, by.user);
        note({ number: opened.change.number, created: opened.created });
        return { ...opened, viewer: by };
      },
    );
    res.status(created ? 201 : 200).json(changes.summary(change, viewer));
  });

  router.get('/v1/changes', async (req, res) => {
    const viewer = await viewerOf(req);
    const query = parseInput(schemas.list, req.query);
    sendTagged(req, res, await changes.list(query, viewer));
  });

  router.get('/v1/changes/:number', async (req, res) => {
    const viewer = await viewerOf(req);
    sendTagged(req, res, await changes.detail(numberOf(req), viewer));
  });

  router.post('/v1/changes/:number/comments', async (req, res) => {
    const number = numberOf(req);
    await audited(
      req,
      { eventId: 'change-comment', meta: { number } },
      async viewer => {
        const { text } = parseInput(schemas.comment, req.body);
        await changes.comment(number, text, viewer);
      },
    );
    res.status(204).end();
  });

  router.post('/v1/changes/:number/merge', async (req, res) => {
    const number = numberOf(req);
    const merged = await audited(
      req,
      { eventId: 'change-merge', meta: { number } },
      async (viewer, note) => {
        const { expectedHead } = parseInput(schemas.merge, req.body);
        const change = await changes.find(number, viewer);
        note({ tier: change.tier, author: change.author, expectedHead });
        const result = await merger.merge(change, expectedHead, viewer);
        note({ mergedSha: result.mergedSha ?? '' });
        return changes.summary(result, viewer);
      },
    );
    res.json(merged);
  });

  router.post('/v1/changes/:number/close', async (req, res) => {
    const number = numberOf(req);
    await audited(
      req,
      { eventId: 'change-close', meta: { number } },
      async viewer => {
        const { reason } = parseInput(schemas.close, req.body ?? {});
        await changes.close(number, reason, viewer);
      },
    );
    res.status(204).end();
  });

  return router;
}
