import { SLO_STATES } from '@chat2sql/plugin-slo-common';
import { tokensOf } from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';
import type { useFilter } from '../hooks/useFilter';
import { useText } from '../hooks/useText';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-end',
      gap: theme.spacing(1.5),
      marginBottom: theme.spacing(2),
    },
    field: {
      display: 'grid',
      gap: 2,
      fontSize: 12,
      color: tokensOf(theme).muted,
    },
    grow: { flex: '1 1 200px', maxWidth: 360 },
    control: {
      height: 36,
      minWidth: 0,
      padding: theme.spacing(0, 1),
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${tokensOf(theme).muted}`,
      font: 'inherit',
      fontSize: 14,
      color: tokensOf(theme).text,
      background: tokensOf(theme).surface,
      '&:focus-visible': {
        outline: `2px solid ${tokensOf(theme).link}`,
        outlineOffset: 1,
      },
    },
    clear: {
      height: 36,
      padding: theme.spacing(0, 1),
      border: 0,
      background: 'none',
      font: 'inherit',
      color: tokensOf(theme).link,
      cursor: 'pointer',
      '&:hover': { textDecoration: 'underline' },
    },
  }),
  { name: 'Chat2SqlSloFilterBar' },
);

/** Filters of the list in one line. */
export function FilterBar(props: {
  state: ReturnType<typeof useFilter>;
  choices: { environments: string[]; owners: string[] };
}) {
  const classes = useStyles();
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
