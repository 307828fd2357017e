import { TIERS } from '@chat2sql/plugin-platform-common';
import { useFilterBarStyles } from '@chat2sql/plugin-platform-react';
import type { useChangeFilter } from '../hooks/useChangeFilter';
import { useText } from '../hooks/useText';

/** Filters of the list of changes in one line. */
export function ChangeFilterBar(props: {
  state: ReturnType<typeof useChangeFilter>;
}) {
  const classes = useFilterBarStyles();
  const t = useText();
  const { filter, set, clear, filtered } = props.state;
  return (
    <div role="search" aria-label={t('filter.label')} className={classes.root}>
      <label className={classes.field}>
        {t('filter.state')}
        <select
          className={classes.control}
          value={filter.state}
          onChange={event => set('state', event.target.value)}
        >
          <option value="open">{t('filter.open')}</option>
          <option value="rolling-out">{t('filter.rollingOut')}</option>
          <option value="done">{t('filter.done')}</option>
          <option value="all">{t('filter.all')}</option>
        </select>
      </label>
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
      {(['mine', 'waiting'] as const).map(key => (
        <label key={key} className={classes.check}>
          <input
            type="checkbox"
            checked={Boolean(
              key === 'mine' ? filter.mine : filter.waitingForMe,
            )}
            onChange={event => set(key, event.target.checked ? '1' : '')}
          />
          {t(key === 'mine' ? 'filter.mine' : 'filter.waitingForMe')}
        </label>
      ))}
      {filtered && (
        <button type="button" className={classes.clear} onClick={clear}>
          {t('list.clear')}
        </button>
      )}
    </div>
  );
}
