import { useCallback } from 'react';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Link } from 'react-router-dom';
import { StateView, usePolledData } from '@chat2sql/plugin-platform-react';
import { appTranslationRef } from '../../translation';
import { useHomeStyles } from './homeStyles';

const LIMIT = 8;

const KIND_ORDER = ['system', 'component', 'api', 'resource', 'template'];

/** Path of an entity's page. */
function entityPath(entity: Entity): string {
  const { kind, namespace, name } = parseEntityRef(stringifyEntityRef(entity));
  return `/catalog/${namespace}/${kind}/${name}`;
}

function rank(entity: Entity): number {
  const at = KIND_ORDER.indexOf(entity.kind.toLowerCase());
  return at < 0 ? KIND_ORDER.length : at;
}

/** What the viewer and the viewer's groups own in the catalog. */
export function MyThings() {
  const classes = useHomeStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const identityApi = useApi(identityApiRef);
  const catalogApi = useApi(catalogApiRef);
  const read = useCallback(async () => {
    const { ownershipEntityRefs } = await identityApi.getBackstageIdentity();
    const { items } = await catalogApi.getEntities({
      filter: { 'relations.ownedBy': ownershipEntityRefs },
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.title',
        'metadata.description',
        'spec.type',
      ],
      limit: 200,
    });
    return items
      .filter(entity => !['Location', 'User', 'Group'].includes(entity.kind))
      .sort((a, b) => rank(a) - rank(b));
  }, [identityApi, catalogApi]);
  const { value: entities, error, loading, refresh } = usePolledData(read, 0);

  return (
    <section aria-labelledby="home-mine">
      <h2 className={classes.title} id="home-mine">
        {t('home.mine')}
      </h2>
      {loading && (
        <StateView kind="loading" title={t('home.mineLoading')} rows={4} />
      )}
      {error && !entities && (
        <StateView
          kind="error"
          title={t('home.mineError')}
          error={error}
          action={
            <button type="button" onClick={refresh}>
              {t('signIn.retry')}
            </button>
          }
        />
      )}
      {entities?.length === 0 && <p>{t('home.mineNone')}</p>}
      {entities && entities.length > 0 && (
        <>
          <ul className={classes.list}>
            {entities.slice(0, LIMIT).map(entity => (
              <li key={stringifyEntityRef(entity)}>
                <Link to={entityPath(entity)} className={classes.row}>
                  <span className={classes.words}>
                    {entity.metadata.title ?? entity.metadata.name}
                    <span className={classes.meta}>
                      {[entity.kind, (entity.spec as { type?: string })?.type]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          {entities.length > LIMIT && (
            <Link to="/catalog?filters[user]=owned" className={classes.more}>
              {t('home.mineAll')} ({entities.length})
            </Link>
          )}
        </>
      )}
    </section>
  );
}
