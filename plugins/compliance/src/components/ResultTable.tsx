import {
  complianceRank,
  type ResultItem,
} from '@chat2sql/plugin-compliance-common';
import {
  DataTable,
  RelativeTime,
  type DataTableColumn,
} from '@chat2sql/plugin-platform-react';
import { useText } from '../hooks/useText';
import { EvidenceButton } from './ResultList';
import { StatusWord } from './StatusWord';
import { useComplianceStyles } from './styles';

/** Results as a table, worst first. */
export function ResultTable(props: {
  results: readonly ResultItem[];
  onOpen: (id: string) => void;
}) {
  const classes = useComplianceStyles();
  const t = useText();
  const columns: Array<DataTableColumn<ResultItem>> = [
    {
      id: 'subject',
      title: t('results.subject'),
      render: r => (
        <>
          <span className={classes.name}>{r.subject.name}</span>{' '}
          <span className={classes.meta}>{r.subject.kind}</span>
        </>
      ),
      sortValue: r => r.subject.name,
    },
    {
      id: 'environment',
      title: t('results.environment'),
      width: 120,
      render: r => r.environment,
      sortValue: r => r.environment,
    },
    {
      id: 'check',
      title: t('results.check'),
      width: 100,
      render: r => r.check,
      sortValue: r => r.check,
    },
    {
      id: 'status',
      title: t('results.status'),
      width: 150,
      render: r => <StatusWord status={r.status} />,
      sortValue: r => complianceRank(r.status),
    },
    {
      id: 'why',
      title: t('results.why'),
      render: r => <span className={classes.why}>{r.message}</span>,
    },
    {
      id: 'observed',
      title: t('results.observed'),
      width: 130,
      render: r => (
        <>
          <div className={classes.meta}>
            {r.observedAt ? (
              <RelativeTime at={r.observedAt} />
            ) : (
              t('evidence.never')
            )}
          </div>
          <EvidenceButton result={r} onOpen={props.onOpen} />
        </>
      ),
      sortValue: r => r.observedAt,
    },
  ];
  return (
    <DataTable
      caption={t('results.caption')}
      columns={columns}
      rows={props.results}
      rowKey={r => r.id}
      initialSort={{ id: 'status' }}
      pageSize={200}
    />
  );
}
