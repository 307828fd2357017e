import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type { MatrixSnapshot } from '@chat2sql/plugin-environments-common';
import type { ClusterInventory } from '@chat2sql/plugin-platform-node';
import type { Request, Response, Router } from 'express';
import createPromiseRouter from 'express-promise-router';
import { cellDetail } from '../service/cellDetail';
import type { MatrixService } from '../service/MatrixService';
import type { ViewFilter } from '../service/MatrixViews';
import type { EnvironmentAccess } from './EnvironmentAccess';
import type { EventStreams } from './streamEvents';

/** What the routes work with. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  access: EnvironmentAccess;
  matrix: MatrixService;
  inventory: ClusterInventory;
  streams: EventStreams;
}

const NAME = /^[a-z0-9][a-z0-9.-]{0,62}$/;

/** Routes of version 1. Everything is answered from memory; nothing is written. */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth, auditor, access, matrix, inventory, streams } = options;
  const router = createPromiseRouter();

  const accessOf = async (req: Request): Promise<ViewFilter> =>
    access.of(await httpAuth.credentials(req));

  /** The environment of the path, or 404 when it is not there or not for the caller. */
  const environmentOf = (req: Request, caller: ViewFilter) => {
    const { id } = req.params;
    const built = NAME.test(id) ? matrix.environment(id) : undefined;
    if (!built || !caller.allows(built.environment)) {
      throw new NotFoundError('no such environment');
    }
    return built;
  };

  router.get('/v1/matrix', async (req, res) => {
    const caller = await accessOf(req);
    const view = matrix.view(caller);
    sendJson(req, res, view.json, view.etag);
  });

  router.get('/v1/environments/:id', async (req, res) => {
    const caller = await accessOf(req);
    const { environment } = environmentOf(req, caller);
    const { snapshot, etag } = matrix.view(caller);
    const cells = snapshot.cells.filter(c => c.environment === environment.id);
    const rows = new Set(cells.map(cell => cell.component));
    const body: MatrixSnapshot = {
      ...snapshot,
      environments: snapshot.environments.filter(e => e.id === environment.id),
      components: snapshot.components.filter(c => rows.has(c.id)),
      cells,
    };
    sendJson(req, res, JSON.stringify(body), etag);
  });

  router.get('/v1/environments/:id/components/:component', async (req, res) => {
    const caller = await accessOf(req);
    const built = environmentOf(req, caller);
    const { environment } = built;
    const cell = built.cells.find(
      c => c.cell.component === req.params.component,
    );
    if (!cell) throw new NotFoundError('no such component here');
    if (!caller.allowsDetail(environment)) {
      const error = new NotAllowedError(
        `details of ${environment.id} are not for you`,
      );
      const event = await auditor.createEvent({
        eventId: 'detail-read',
        severityLevel: 'low',
        request: req,
        meta: {
          queryType: 'by-id',
          environment: environment.id,
          component: cell.cell.component,
        },
      });
      await event.fail({ error });
      throw error;
    }
    const { snapshot } = matrix.view(caller);
    const { component: id } = cell.cell;
    const component = snapshot.components.find(c => c.id === id);
    res.set('cache-control', 'private, no-store').json(
      cellDetail({
        built,
        cell,
        component: component ?? { id, title: id },
        inventory,
        now: new Date(),
      }),
    );
  });

  router.get('/v1/sources', async (req, res) => {
    const caller = await accessOf(req);
    const { snapshot } = matrix.view(caller);
    // The view holds the coarse sources that the caller may know of.
    const known = new Set(snapshot.sources.map(source => source.id));
    const items = matrix
      .sources()
      .all.filter(source => known.has(source.id.split('/')[0]));
    res.set('cache-control', 'private, no-store').json({ items });
  });

  router.get('/v1/events', async (req, res) => {
    const caller = await accessOf(req);
    if (streams.isFull()) {
      res.set('retry-after', '30');
      throw new ServiceUnavailableError('too many open streams');
    }
    streams.open(req, res, () => matrix.view(caller).version);
  });

  return router;
}

/** Sends a prepared document, or 304 when the caller has it already. */
function sendJson(req: Request, res: Response, json: string, etag: string) {
  res.set({
    etag,
    'cache-control': 'private, no-cache',
    vary: 'authorization',
  });
  const known = (req.get('if-none-match') ?? '')
    .split(',')
    // A proxy that compresses makes strong tags weak.
    .map(tag => tag.trim().replace(/^W\//, ''));
  if (known.includes(etag)) {
    res.status(304).end();
    return;
  }
  res.type('application/json').end(json);
}
