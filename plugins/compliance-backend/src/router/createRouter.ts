import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { COMPLIANCE_STATUSES } from '@chat2sql/plugin-compliance-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import type { EnvironmentAccess } from '../permissions/EnvironmentAccess';
import type { ComplianceService } from '../service/ComplianceService';
import type { ResultService } from '../service/ResultService';
import { sendJson } from './sendJson';

const name = z.string().min(1).max(100);
const status = z.enum(COMPLIANCE_STATUSES);

const frameworkQuery = z.strictObject({ environment: name.optional() });

const resultQuery = z.strictObject({
  environment: name.optional(),
  check: name.optional(),
  component: name.optional(),
  status: z
    .string()
    .max(200)
    .transform(text => text.split(','))
    .pipe(z.array(status).max(COMPLIANCE_STATUSES.length))
    .optional(),
  framework: name.optional(),
  control: name.optional(),
  cursor: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

const resultId = z.string().min(1).max(600);

function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new InputError(z.prettifyError(result.error));
  return result.data;
}

/** What the router works with. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  access: EnvironmentAccess;
  service: ComplianceService;
  results: ResultService;
}

/** The API below `/api/compliance/v1`. */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth, auditor, access, service, results } = options;
  const router = PromiseRouter();

  router.get('/v1/overview', async (req, res) => {
    const rights = await access.rights(await httpAuth.credentials(req));
    sendJson(req, res, service.overview(rights));
  });

  router.get('/v1/frameworks/:key', async (req, res) => {
    const rights = await access.rights(await httpAuth.credentials(req));
    const key = read(name, req.params.key);
    const { environment } = read(frameworkQuery, req.query);
    sendJson(req, res, service.framework(rights, key, environment));
  });

  router.get('/v1/results', async (req, res) => {
    const rights = await access.rights(await httpAuth.credentials(req));
    const query = read(resultQuery, req.query);
    if ((query.framework === undefined) !== (query.control === undefined)) {
      throw new InputError('framework and control belong together');
    }
    const { framework, control } = query;
    sendJson(
      req,
      res,
      results.list(rights, {
        environment: query.environment,
        check: query.check,
        component: query.component,
        statuses: query.status,
        control: framework && control ? { framework, id: control } : undefined,
        offset: query.cursor,
        limit: query.limit,
      }),
    );
  });

  router.get('/v1/results/:id/evidence', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const id = read(resultId, req.params.id);
    const event = await auditor.createEvent({
      eventId: 'evidence-read',
      severityLevel: 'low',
      request: req,
      meta: { queryType: 'by-id', result: id },
    });
    try {
      const body = results.evidence(await access.rights(credentials), id);
      sendJson(req, res, body);
      await event.success();
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  });

  return router;
}
