import { TIERS } from '@chat2sql/plugin-platform-common';
import { useFilterBarStyles } from '@chat2sql/plugin-platform-react';
import type { useMatrixFilter } from '../hooks/useMatrixFilter';
import { useText } from '../hooks/useText';
import { CELL_WORDS } from '../model/severity';

/** Filters and order of the matrix in one line. */
export function FilterBar(props: {
  state: ReturnType<typeof useMatrixFilter>;
  filtered: boolean;
}) {
  const classes = useFilterBarStyles();
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
