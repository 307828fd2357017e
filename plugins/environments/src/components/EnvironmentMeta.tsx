import { Fragment, type ReactNode } from 'react';
import type { MatrixEnvironment } from '@chat2sql/plugin-environments-common';
import { RelativeTime, StatusBadge } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { SyncMark } from './SyncMark';

/** Alerts of an environment: none, some, or not read. */
export function AlertsMark(props: { count: number | undefined }) {
  const t = useText();
  const { count } = props;
  if (count === undefined) {
    return (
      <StatusBadge tone="unknown" size={12}>
        {t('matrix.alertsUnknown')}
      </StatusBadge>
    );
  }
  if (count === 0) return <span>{t('matrix.noAlerts')}</span>;
  return (
    <StatusBadge tone="failed" size={12}>
      {t('matrix.alerts', { count })}
    </StatusBadge>
  );
}

/** The small facts below an environment's name, one line each. */
export function EnvironmentMeta(props: { environment: MatrixEnvironment }) {
  const t = useText();
  const { environment: env } = props;
  const facts: Array<[string, ReactNode]> = [
    [
      'place',
      env.name === env.tier ? env.cluster : `${env.tier}, ${env.cluster}`,
    ],
  ];
  if (env.gitops && env.gitops.tool !== 'none') {
    facts.push(['sync', <SyncMark sync={env.gitops.sync} />]);
  }
  if (env.gitops?.suspended) {
    facts.push([
      'suspended',
      <StatusBadge tone="suspended" size={12}>
        {t('sync.suspended')}
      </StatusBadge>,
    ]);
  }
  facts.push(['alerts', <AlertsMark count={env.firingAlerts} />]);
  if (env.lease) {
    facts.push([
      'lease',
      <>
        {t('matrix.lease')} <RelativeTime at={env.lease.expiresAt} />
      </>,
    ]);
  }
  if (env.staleReason || !env.observedAt) {
    facts.push([
      'age',
      env.observedAt ? (
        <>
          {t('matrix.asOf')} <RelativeTime past at={env.observedAt} />
        </>
      ) : (
        t('matrix.never')
      ),
    ]);
  }
  return (
    <>
      {facts.map(([key, fact]) => (
        <Fragment key={key}>
          <span style={{ display: 'block' }}>{fact}</span>
        </Fragment>
      ))}
    </>
  );
}
