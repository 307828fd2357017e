import { RelativeTime } from '@chat2sql/plugin-platform-react';
import { stateRank, type ObjectiveItem } from '@chat2sql/plugin-slo-common';
import type { ReactNode } from 'react';
import type { Text } from '../hooks/useText';
import {
  budgetText,
  countsText,
  coverageText,
  exhaustionText,
  formatBurn,
  valueText,
} from '../model/format';
import { AlertsCell } from './AlertsCell';
import { BudgetBar } from './BudgetBar';
import type { useCellStyles } from './cellStyles';
import { StateCell } from './StateCell';

/** One column of the list, for objectives. */
export interface ObjectiveColumn {
  id: string;
  title: string;
  align?: 'right';
  width?: number;
  render: (item: ObjectiveItem) => ReactNode;
  sortValue?: (item: ObjectiveItem) => string | number | undefined;
}

const NARROW = ['name', 'state', 'budget'];

/** Columns of the list. */
export function objectiveColumns(options: {
  t: Text;
  locale: string;
  classes: ReturnType<typeof useCellStyles>;
  /** True on a phone: only what decides, the rest one tap away. */
  narrow: boolean;
}): ObjectiveColumn[] {
  const { t, locale, classes, narrow } = options;
  const old = (item: ObjectiveItem) =>
    item.evaluation.state === 'unknown' ? classes.old : undefined;
  const columns: ObjectiveColumn[] = [
    {
      id: 'name',
      title: t('list.name'),
      sortValue: ({ objective }) => objective.displayName,
      render: ({ objective }) =>
        narrow ? (
          <>
            {objective.displayName}
            <div className={classes.meta}>{objective.environment}</div>
          </>
        ) : (
          <span className={classes.nowrap}>{objective.displayName}</span>
        ),
    },
    {
      id: 'environment',
      title: t('list.environment'),
      sortValue: ({ objective }) => objective.environment ?? '',
      render: ({ objective }) =>
        objective.environment ?? (
          <span className={classes.meta}>{t('list.everywhere')}</span>
        ),
    },
    {
      id: 'state',
      title: t('list.state'),
      sortValue: ({ evaluation }) => stateRank(evaluation.state),
      render: ({ evaluation }) => <StateCell evaluation={evaluation} />,
    },
    {
      id: 'value',
      title: t('list.value'),
      align: 'right',
      sortValue: ({ evaluation }) =>
        evaluation.errorRatio === undefined
          ? undefined
          : 1 - evaluation.errorRatio,
      render: item => {
        const { objective, evaluation } = item;
        const value = valueText(objective, evaluation);
        if (value === undefined) {
          return <span className={classes.meta}>{t('value.unknown')}</span>;
        }
        const unproven = evaluation.reasons.includes('errors-unproven');
        return (
          <div className={classes.nowrap}>
            <span className={old(item)}>
              {unproven ? t('value.unproven') : t('value.percent', { value })}
            </span>
            <div className={classes.meta}>
              {t('value.target', { value: objective.targetPercent })}
            </div>
          </div>
        );
      },
    },
    {
      id: 'budget',
      title: t('list.budget'),
      align: 'right',
      sortValue: ({ evaluation }) => evaluation.remaining,
      render: ({ objective, evaluation }) => (
        <div className={classes.nowrap}>
          <BudgetBar
            numberOnly={narrow}
            remaining={evaluation.remaining}
            text={budgetText(objective, evaluation)}
            old={evaluation.state === 'unknown'}
          />
          <div className={classes.meta} hidden={narrow}>
            {countsText(objective, evaluation, { t, locale, short: true })}
            {evaluation.lowTraffic &&
              ` · ${t(`traffic.${evaluation.lowTraffic}`)}`}
          </div>
        </div>
      ),
    },
    {
      id: 'burn',
      title: t('list.burn'),
      align: 'right',
      sortValue: ({ evaluation }) => evaluation.burn['1h'],
      render: item => {
        const { burn, burnWord } = item.evaluation;
        const hour = burn['1h'];
        if (hour === undefined) {
          return <span className={classes.meta}>{t('burn.unread')}</span>;
        }
        return (
          <div className={classes.nowrap}>
            <span className={old(item)}>{formatBurn(hour, t)}</span>
            {burnWord && (
              <div className={classes.meta}>{t(`burn.${burnWord}`)}</div>
            )}
          </div>
        );
      },
    },
    {
      id: 'exhaustion',
      title: t('list.exhaustion'),
      render: item => (
        <span className={`${classes.nowrap} ${old(item) ?? ''}`}>
          {exhaustionText(item.evaluation, t)}
        </span>
      ),
    },
    {
      id: 'coverage',
      title: t('list.coverage'),
      sortValue: ({ evaluation }) =>
        evaluation.coverage.measuredSeconds /
        Math.max(1, evaluation.coverage.periodSeconds),
      render: ({ evaluation }) => (
        <div className={classes.nowrap}>
          {coverageText(evaluation, t)}
          <div className={classes.meta}>
            {evaluation.observedAt ? (
              <RelativeTime past at={evaluation.observedAt} />
            ) : (
              t('value.none')
            )}
          </div>
        </div>
      ),
    },
    {
      id: 'alerts',
      title: t('list.alerts'),
      render: ({ alerts }) => <AlertsCell alerts={alerts} />,
    },
  ];
  return narrow ? columns.filter(c => NARROW.includes(c.id)) : columns;
}
