import { TIERS } from '@chat2sql/plugin-platform-common';
import { tokensOf } from '@chat2sql/plugin-platform-react';
import { makeStyles } from '@material-ui/core/styles';
import type { useMatrixFilter } from '../hooks/useMatrixFilter';
import { useText } from '../hooks/useText';
import { CELL_WORDS } from '../model/severity';

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
    check: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      height: 36,
      fontSize: 14,
      color: tokensOf(theme).text,
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
  { name: 'Chat2SqlFilterBar' },
);

/** Filters and order of the matrix in one line. */
export function FilterBar(props: {
  state: ReturnType<typeof useMatrixFilter>;
  filtered: boolean;
}) {
  const classes = useStyles();
  const t = useText();
  const { filter, set, setAsConfigured, clear } = props.state;
  return (
    <div role="search" aria-label={t('filter.label')} className={classes.root}>
      <label className={classes.field}>
        {t('filter.tier')}
        <select
          className={classes.control}
          value={filter.tier ?? ''}
          onChange={event => set('tier', event.target.value)}
        >
          <option value="">{t('filter.allTiers')}</option>
          {TIERS.map(tier => (
            <option key={tier} value={tier}>
              {tier}
            </option>
          ))}
        </select>
      </label>
      <label className={classes.field}>
        {t('filter.status')}
        <select
          className={classes.control}
          value={filter.status ?? ''}
          onChange={event => set('status', event.target.value)}
        >
          <option value="">{t('filter.allStatuses')}</option>
          <option value="attention">{t('filter.attention')}</option>
          {CELL_WORDS.map(word => (
            <option key={word} value={word}>
              {t(`health.${word}`)}
            </option>
          ))}
        </select>
      </label>
      <label className={`${classes.field} ${classes.grow}`}>
        {t('filter.search')}
        <input
          type="search"
          className={classes.control}
          value={filter.search ?? ''}
          placeholder={t('filter.searchHint')}
          onChange={event => set('search', event.target.value)}
        />
      </label>
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={!filter.asConfigured}
          onChange={event => setAsConfigured(!event.target.checked)}
        />
        {t('filter.worstFirst')}
      </label>
      {props.filtered && (
        <button type="button" className={classes.clear} onClick={clear}>
          {t('filter.clear')}
        </button>
      )}
    </div>
  );
}
