import {
  COMPLIANCE_STATUSES,
  type ControlDetail,
  type ControlState,
} from '@chat2sql/plugin-compliance-common';
import {
  DataTable,
  RelativeTime,
  type DataTableColumn,
} from '@chat2sql/plugin-platform-react';
import { localText, useText } from '../hooks/useText';
import { worstState } from '../model/answer';
import { StatusWord } from './StatusWord';
import { useComplianceStyles } from './styles';

function rankOf(state: { status: ControlState['status']; capped: boolean }) {
  return COMPLIANCE_STATUSES.indexOf(state.status) + (state.capped ? 0.5 : 0);
}

/** Numbers of controls in their own order: 5.2.9 before 5.2.10. */
function numberKey(id: string): string {
  return id.replace(/\d+/g, digits => digits.padStart(6, '0'));
}

/** Controls of a framework: over several environments one badge each, in one environment its reason. */
export function ControlTable(props: {
  controls: readonly ControlDetail[];
  environments: readonly string[];
  onOpen: (control: string) => void;
}) {
  const { controls, environments, onOpen } = props;
  const classes = useComplianceStyles();
  const t = useText();
  const stateIn = (control: ControlDetail, environment: string) =>
    control.states.find(s => s.environment === environment);
  const worst: DataTableColumn<ControlDetail> = {
    id: 'worst',
    title:
      environments.length === 1 ? t('framework.status') : t('framework.worst'),
    width: 150,
    render: control => (
      <StatusWord status={worstState(control.states).status} />
    ),
    sortValue: control => rankOf(worstState(control.states)),
  };
  const only = environments.length === 1 ? environments[0] : undefined;
  const inOne: Array<DataTableColumn<ControlDetail>> = [
    {
      id: 'why',
      title: t('framework.why'),
      render: control => (
        <span className={classes.why}>
          {only && stateIn(control, only)?.message}
        </span>
      ),
    },
    {
      id: 'observed',
      title: t('framework.observed'),
      width: 120,
      render: control => {
        const at = only && stateIn(control, only)?.observedAt;
        return at ? <RelativeTime at={at} /> : t('evidence.never');
      },
      sortValue: control => only && stateIn(control, only)?.observedAt,
    },
  ];
  const inMany = environments.map(
    (environment): DataTableColumn<ControlDetail> => ({
      id: `in-${environment}`,
      title: environment,
      width: 150,
      render: control => {
        const state = stateIn(control, environment);
        return state && <StatusWord status={state.status} />;
      },
      sortValue: control => {
        const state = stateIn(control, environment);
        return state && rankOf(state);
      },
    }),
  );
  return (
    <DataTable
      caption={t('framework.caption')}
      rows={controls}
      rowKey={control => control.id}
      initialSort={{ id: 'worst' }}
      pageSize={100}
      empty={t('framework.nothing')}
      columns={[
        {
          id: 'control',
          title: t('framework.control'),
          render: control => (
            <button
              type="button"
              className={classes.button}
              onClick={() => onOpen(control.id)}
            >
              <span className={classes.number}>{control.id}</span>{' '}
              {localText(control.subject, t)}
            </button>
          ),
          sortValue: control => numberKey(control.id),
        },
        worst,
        ...(only ? inOne : inMany),
      ]}
    />
  );
}
