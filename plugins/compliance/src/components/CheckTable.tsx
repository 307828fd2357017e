import type { CheckSummary } from '@chat2sql/plugin-compliance-common';
import {
  DataTable,
  type DataTableColumn,
} from '@chat2sql/plugin-platform-react';
import { usePaths } from '../hooks/usePaths';
import { localText, useText } from '../hooks/useText';
import { tallyOf } from '../model/counts';
import { useComplianceStyles } from './styles';

/** The checks with their results over all environments in view. */
export function CheckTable(props: { checks: readonly CheckSummary[] }) {
  const classes = useComplianceStyles();
  const t = useText();
  const paths = usePaths();
  const number = (
    id: 'fail' | 'unknown' | 'partial' | 'rest',
    title: string,
  ): DataTableColumn<CheckSummary> => ({
    id,
    title,
    align: 'right',
    width: 104,
    render: check => {
      const n = tallyOf(check.counts)[id];
      return n === 0 ? <span className={classes.quiet}>0</span> : n;
    },
    sortValue: check => tallyOf(check.counts)[id],
  });
  return (
    <DataTable
      caption={t('checks.caption')}
      rows={props.checks}
      rowKey={check => check.id}
      href={check => paths.results({ check: check.id })}
      initialSort={{ id: 'fail', desc: true }}
      urlKey="checks"
      columns={[
        {
          id: 'check',
          title: t('checks.check'),
          render: check => (
            <div className={classes.wide}>
              <span className={classes.name}>{localText(check.title, t)}</span>{' '}
              <span className={classes.meta}>{check.id}</span>
            </div>
          ),
          sortValue: check => localText(check.title, t),
        },
        number('fail', t('checks.fail')),
        number('unknown', t('checks.unknown')),
        number('partial', t('checks.partial')),
        number('rest', t('checks.pass')),
      ]}
    />
  );
}
