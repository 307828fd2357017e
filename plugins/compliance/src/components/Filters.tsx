import {
  COMPLIANCE_STATUSES,
  isComplianceStatus,
  type ComplianceStatus,
} from '@chat2sql/plugin-compliance-common';
import { useFilterBarStyles } from '@chat2sql/plugin-platform-react';
import { useSearchParams } from 'react-router-dom';
import { useText } from '../hooks/useText';
import { needsAttention } from '../model/counts';

const KEYS = ['environment', 'status', 'check', 'component'] as const;

type FilterKey = (typeof KEYS)[number];

/** Filters of the lists, kept in the address bar. */
export function useFilters() {
  const [params, setParams] = useSearchParams();
  const value = (key: FilterKey) => params.get(key) ?? undefined;
  const change = (changes: Partial<Record<FilterKey, string | undefined>>) =>
    setParams(
      previous => {
        const next = new URLSearchParams(previous);
        for (const [key, text] of Object.entries(changes)) {
          if (text) next.set(key, text);
          else next.delete(key);
        }
        next.delete('page');
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return {
    environment: value('environment'),
    status: value('status'),
    check: value('check'),
    component: value('component'),
    set: (key: FilterKey, text: string) => change({ [key]: text }),
    clear: () => change(Object.fromEntries(KEYS.map(key => [key, undefined]))),
  };
}

/** Statuses a filter value stands for; undefined for all. */
export function statusesOf(
  value: string | undefined,
): ComplianceStatus[] | undefined {
  if (value === 'attention') return COMPLIANCE_STATUSES.filter(needsAttention);
  return isComplianceStatus(value) ? [value] : undefined;
}

/** Filters in one line: each is a list of choices. */
export function Filters(props: {
  label: string;
  filters: ReturnType<typeof useFilters>;
  environments: readonly string[];
  checks?: ReadonlyArray<{ id: string; title: string }>;
}) {
  const classes = useFilterBarStyles();
  const t = useText();
  const { filters, checks } = props;
  const choice = (
    key: FilterKey,
    label: string,
    all: string,
    options: ReadonlyArray<{ value: string; text: string }>,
  ) => (
    <label className={classes.field}>
      {label}
      <select
        className={classes.control}
        value={filters[key] ?? ''}
        onChange={event => filters.set(key, event.target.value)}
      >
        <option value="">{all}</option>
        {options.map(option => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div role="search" aria-label={props.label} className={classes.root}>
      {choice(
        'environment',
        t('filter.environment'),
        t('filter.allEnvironments'),
        props.environments.map(id => ({ value: id, text: id })),
      )}
      {choice('status', t('filter.status'), t('filter.allStatuses'), [
        { value: 'attention', text: t('filter.attention') },
        ...COMPLIANCE_STATUSES.map(status => ({
          value: status,
          text: t(`status.${status}`),
        })),
      ])}
      {checks &&
        choice(
          'check',
          t('filter.check'),
          t('filter.allChecks'),
          checks.map(check => ({
            value: check.id,
            text: `${check.id}: ${check.title}`,
          })),
        )}
      {KEYS.some(key => filters[key]) && (
        <button type="button" className={classes.clear} onClick={filters.clear}>
          {t('filter.clear')}
        </button>
      )}
    </div>
  );
}
