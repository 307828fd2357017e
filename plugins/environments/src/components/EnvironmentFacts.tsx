import { parseEntityRef } from '@backstage/catalog-model';
import type { MatrixEnvironment } from '@chat2sql/plugin-environments-common';
import { RelativeTime } from '@chat2sql/plugin-platform-react';
import { Link } from 'react-router-dom';
import { usePaths } from '../hooks/usePaths';
import { useText } from '../hooks/useText';
import { AlertsMark } from './EnvironmentMeta';
import { CellAge } from './CellAge';
import { useDetailStyles } from './detailStyles';
import { SyncMark } from './SyncMark';

function ownerName(ref: string): string {
  try {
    return parseEntityRef(ref).name;
  } catch {
    return ref;
  }
}

/** What an environment is, whose, until when, and what its GitOps controller says. */
export function EnvironmentFacts(props: { environment: MatrixEnvironment }) {
  const { environment: env } = props;
  const { gitops } = env;
  const classes = useDetailStyles();
  const t = useText();
  const paths = usePaths();
  const owner = paths.entity(env.owner);
  const catalog = paths.entity(env.entityRef);
  return (
    <>
      <dl className={classes.facts}>
        <dt>{t('environment.tier')}</dt>
        <dd>{env.tier}</dd>
        <dt>{t('detail.cluster')}</dt>
        <dd>{env.cluster}</dd>
        <dt>{t('detail.namespace')}</dt>
        <dd>{env.namespace}</dd>
        <dt>{t('environment.owner')}</dt>
        <dd>
          {owner ? (
            <Link to={owner}>{ownerName(env.owner)}</Link>
          ) : (
            ownerName(env.owner)
          )}
        </dd>
        <dt>{t('environment.purpose')}</dt>
        <dd>{env.purpose}</dd>
        {env.lease && (
          <>
            <dt>{t('matrix.lease')}</dt>
            <dd>
              <RelativeTime at={env.lease.expiresAt} />
            </dd>
          </>
        )}
        <dt>{t('environment.alerts')}</dt>
        <dd>
          <AlertsMark count={env.firingAlerts} />
        </dd>
        <dt>{t('environment.application')}</dt>
        <dd>
          {!gitops || gitops.tool === 'none'
            ? t('sync.none')
            : gitops.application ?? gitops.tool}
        </dd>
        {gitops && gitops.tool !== 'none' && (
          <>
            <dt>{t('detail.sync')}</dt>
            <dd>
              <SyncMark sync={gitops.sync} />
              {gitops.suspended && ` · ${t('sync.suspended')}`}
            </dd>
            {gitops.reportedHealth && (
              <>
                <dt>{t('environment.reported')}</dt>
                <dd>{gitops.reportedHealth}</dd>
              </>
            )}
            {gitops.revision && (
              <>
                <dt>{t('environment.revision')}</dt>
                <dd title={gitops.revision}>{gitops.revision.slice(0, 10)}</dd>
              </>
            )}
            {gitops.operation && (
              <>
                <dt>{t('environment.operation')}</dt>
                <dd>
                  {gitops.operation}
                  {gitops.operationMessage && `: ${gitops.operationMessage}`}
                </dd>
              </>
            )}
            {gitops.reconciledAt && (
              <>
                <dt>{t('environment.reconciled')}</dt>
                <dd>
                  <RelativeTime past at={gitops.reconciledAt} />
                </dd>
              </>
            )}
          </>
        )}
        <dt>{t('detail.observed')}</dt>
        <dd>
          <CellAge cell={env} />
        </dd>
      </dl>
      <ul className={classes.links}>
        <li>
          <Link to={`/slo?environment=${encodeURIComponent(env.id)}`}>
            {t('environment.slos')}
          </Link>
        </li>
        {catalog && (
          <li>
            <Link to={catalog}>{t('environment.catalog')}</Link>
          </li>
        )}
      </ul>
    </>
  );
}
