import type { Consequences } from '@chat2sql/plugin-gitops-common';
import { RelativeTime } from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { FactList } from './FactList';

/** What a change means, before its files: names, quota, end, versions. */
export function ConsequenceList(props: { consequences: Consequences }) {
  const t = useText();
  const c = props.consequences;
  const cpu = c.quota['requests.cpu'];
  const memory = c.quota['requests.memory'];
  return (
    <FactList
      facts={[
        { name: t('does.environment'), value: c.environment },
        { name: t('does.cluster'), value: c.cluster },
        { name: t('does.namespace'), value: c.namespace },
        { name: t('does.hostname'), value: c.hostname },
        {
          name: t('does.expires'),
          value: c.expiresAt ? (
            <>
              {c.expiresAt.slice(0, 10)}, <RelativeTime at={c.expiresAt} />
            </>
          ) : (
            t('does.stays')
          ),
        },
        {
          name: t('does.quota'),
          value: [
            cpu && `${cpu} CPU`,
            memory,
            c.quota.pods && `${c.quota.pods} pods`,
          ]
            .filter(Boolean)
            .join(', '),
        },
        {
          name: t('does.images'),
          value: c.images
            .map(
              image =>
                `${image.name.split('/').pop()} ${
                  image.tag ?? image.digest?.slice(0, 19) ?? ''
                }`,
            )
            .join(', '),
        },
      ]}
    />
  );
}
