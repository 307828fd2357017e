import {
  budgetOf,
  burnCeiling,
  promDuration,
  type ObjectiveDetail,
  type TierReading,
} from '@chat2sql/plugin-slo-common';
import { StatusBadge } from '@chat2sql/plugin-platform-react';
import { useText, type Text } from '../hooks/useText';
import { formatBurn } from '../model/format';
import { useCellStyles } from './cellStyles';
import { useDetailStyles } from './detailStyles';
import { ScrollRegion } from './ScrollRegion';

function verdictText(reading: TierReading, ceiling: number, t: Text): string {
  const { tier, shortOver, longOver, firing, downgraded } = reading;
  if (tier.disabled === 'unreachable') {
    return t('tiers.unreachable', { max: ceiling.toFixed(1) });
  }
  if (tier.disabled) return t(`tiers.${tier.disabled}`);
  if (downgraded) return t('tiers.downgraded');
  if (firing) return t('tiers.firing');
  if (shortOver === undefined || longOver === undefined) {
    return t('tiers.unread');
  }
  return t(shortOver || longOver ? 'tiers.half' : 'tiers.quiet');
}

/** The burn alerts of a target: limits, both windows, and whether each fires now. */
export function TierTable(props: { detail: ObjectiveDetail }) {
  const { objective, evaluation } = props.detail;
  const classes = useDetailStyles();
  const cell = useCellStyles();
  const { t } = useText();
  const ceiling = burnCeiling(budgetOf(objective.target));
  const burn = (value: number | undefined) =>
    value === undefined ? t('burn.unread') : formatBurn(value, t);
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('tiers.heading')}</h2>
      <p className={classes.hint}>{t('tiers.hint')}</p>
      <ScrollRegion label={t('tiers.caption')} className={classes.scroll}>
        <table className={classes.table}>
          <caption>{t('tiers.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('tiers.severity')}</th>
              <th scope="col">{t('tiers.limit')}</th>
              <th scope="col">{t('tiers.short')}</th>
              <th scope="col">{t('tiers.long')}</th>
              <th scope="col">{t('tiers.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {evaluation.tiers.map(reading => {
              const { tier, firing } = reading;
              const text = verdictText(reading, ceiling, t);
              const tone = tier.severity === 'page' ? 'failed' : 'degraded';
              return (
                <tr key={tier.longSeconds}>
                  <th scope="row">{t(`tiers.${tier.severity}`)}</th>
                  <td>
                    {formatBurn(tier.factor, t)}
                    {tier.raised && (
                      <div className={cell.meta}>{t('tiers.raised')}</div>
                    )}
                  </td>
                  <td>
                    {burn(reading.burnShort)}
                    <div className={cell.meta}>
                      {promDuration(tier.shortSeconds)}
                    </div>
                  </td>
                  <td>
                    {burn(reading.burnLong)}
                    <div className={cell.meta}>
                      {promDuration(tier.longSeconds)}
                    </div>
                  </td>
                  <td>
                    {firing ? (
                      <StatusBadge
                        tone={reading.downgraded ? 'degraded' : tone}
                      >
                        {text}
                      </StatusBadge>
                    ) : (
                      text
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
