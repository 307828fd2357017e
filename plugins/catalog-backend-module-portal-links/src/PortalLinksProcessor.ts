import type { Entity } from '@backstage/catalog-model';
import type { CatalogProcessor } from '@backstage/plugin-catalog-node';

/** A path on this portal: one slash, then anything but another slash or a backslash. */
const PORTAL_PATH = /^\/(?![/\\])/;

/**
 * Completes links that are written as paths of the portal (`/slo`) with the
 * portal's own address, so that descriptors do not name a host. Other links
 * stay as they are and are judged by the catalog.
 */
export class PortalLinksProcessor implements CatalogProcessor {
  readonly #baseUrl: string;

  /** @param options - `baseUrl`: address of the portal, for example `https://portal.example.com` */
  constructor(options: { baseUrl: string }) {
    this.#baseUrl = options.baseUrl.replace(/\/+$/, '');
  }

  getProcessorName(): string {
    return 'PortalLinksProcessor';
  }

  async preProcessEntity(entity: Entity): Promise<Entity> {
    const links = entity.metadata?.links;
    if (!Array.isArray(links)) return entity;
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        links: links.map(link =>
          typeof link?.url === 'string' && PORTAL_PATH.test(link.url)
            ? { ...link, url: `${this.#baseUrl}${link.url}` }
            : link,
        ),
      },
    };
  }
}
