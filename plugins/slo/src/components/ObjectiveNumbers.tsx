import type { ObjectiveDetail } from '@chat2sql/plugin-slo-common';
import { useText } from '../hooks/useText';
import {
  budgetText,
  countsText,
  coverageText,
  exhaustionText,
  formatBurn,
  valueText,
} from '../model/format';
import { BudgetBar } from './BudgetBar';
import { useCellStyles } from './cellStyles';
import { useDetailStyles } from './detailStyles';

/** The numbers of an objective as a row of facts. */
export function ObjectiveNumbers(props: { detail: ObjectiveDetail }) {
  const { objective, evaluation } = props.detail;
  const classes = useDetailStyles();
  const cell = useCellStyles();
  const { t, locale } = useText();
  const value = valueText(objective, evaluation);
  const old = evaluation.state === 'unknown' ? cell.old : undefined;
  const hour = evaluation.burn['1h'];
  const six = evaluation.burn['6h'];
  const paces = [
    hour !== undefined && { window: '1h', burn: hour },
    six !== undefined && { window: '6h', burn: six },
  ].filter(pace => pace !== false);
  const unproven = evaluation.reasons.includes('errors-unproven');
  return (
    <dl className={classes.numbers}>
      <div>
        <dt>{t('list.target')}</dt>
        <dd>{t('value.percent', { value: objective.targetPercent })}</dd>
      </div>
      <div>
        <dt>{t('list.value')}</dt>
        <dd className={old}>
          {value === undefined && t('value.unknown')}
          {value !== undefined &&
            (unproven ? t('value.unproven') : t('value.percent', { value }))}
          <div className={cell.meta}>
            {countsText(objective, evaluation, { t, locale })}
            {evaluation.lowTraffic &&
              ` · ${t(`traffic.${evaluation.lowTraffic}`)}`}
          </div>
        </dd>
      </div>
      <div>
        <dt>{t('list.budget')}</dt>
        <dd>
          <BudgetBar
            remaining={evaluation.remaining}
            text={budgetText(objective, evaluation)}
            old={evaluation.state === 'unknown'}
          />
        </dd>
      </div>
      <div>
        <dt>{t('list.exhaustion')}</dt>
        <dd className={old}>{exhaustionText(evaluation, t)}</dd>
      </div>
      <div>
        <dt>{t('list.burn')}</dt>
        <dd className={old}>
          {hour === undefined ? t('burn.unread') : formatBurn(hour, t)}
          <div className={cell.meta}>
            {paces
              .map(({ window, burn }) =>
                t('burn.perWindow', {
                  window,
                  factor: formatBurn(burn, t).replace('×', ''),
                }),
              )
              .join(' · ')}
          </div>
        </dd>
      </div>
      <div>
        <dt>{t('list.coverage')}</dt>
        <dd>{coverageText(evaluation, t)}</dd>
      </div>
    </dl>
  );
}
