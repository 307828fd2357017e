import { SLO_STATES } from '@chat2sql/plugin-slo-common';
import { useFilterBarStyles } from '@chat2sql/plugin-platform-react';
import type { useFilter } from '../hooks/useFilter';
import { useText } from '../hooks/useText';

/** Filters of the list in one line. */
export function FilterBar(props: {
  state: ReturnType<typeof useFilter>;
  choices: { environments: string[]; owners: string[] };
}) {
  const classes = useFilterBarStyles();
  const { t } = useText();
  const { filter, set, clear } = props.state;
  const { environments, owners } = props.choices;

  function choice(
    name: 'environment' | 'state' | 'owner',
    label: string,
    options: Array<{ value: string; text: string }>,
  ) {
    const value = filter[name] ?? '';
    // A link may name something that is gone: it stays visible and can be cleared.
    const known = options.some(option => option.value === value);
    return (
      <label className={classes.field}>
        {label}
        <select
          className={classes.control}
          value={value}
          onChange={event => set(name, event.target.value)}
        >
          {!known && <option value={value}>{value}</option>}
          {options.map(option => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </select>
      </label>
    );
  }

  return (
    <div role="search" aria-label={t('filter.label')} className={classes.root}>
      {choice('environment', t('filter.environment'), [
        { value: '', text: t('filter.allEnvironments') },
        ...environments.map(value => ({ value, text: value })),
      ])}
      {choice('state', t('filter.state'), [
        { value: '', text: t('filter.allStates') },
        { value: 'attention', text: t('filter.attention') },
        ...SLO_STATES.map(value => ({ value, text: t(`state.${value}`) })),
      ])}
      {owners.length > 1 &&
        choice('owner', t('filter.owner'), [
          { value: '', text: t('filter.allOwners') },
          ...owners.map(value => ({ value, text: value })),
        ])}
      <label className={`${classes.field} ${classes.grow}`}>
        {t('filter.search')}
        <input
          type="search"
          className={classes.control}
          value={filter.search ?? ''}
          placeholder={t('filter.searchHint')}
          maxLength={200}
          onChange={event => set('search', event.target.value)}
        />
      </label>
      {Object.keys(filter).length > 0 && (
        <button type="button" className={classes.clear} onClick={clear}>
          {t('filter.clear')}
        </button>
      )}
    </div>
  );
}
