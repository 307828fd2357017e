import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { platformTranslationRef } from '../translation';
import type { ChartInstant, ChartSeries } from './chartModel';
import { useChartStyles } from './chartStyles';
import { formatInstant } from './formatNumber';

/** The values at one time, with the stroke of each series; doubles as the legend. */
export function ChartReadout(props: {
  series: readonly ChartSeries[];
  colors: readonly string[];
  dashes: readonly (string | undefined)[];
  instant?: ChartInstant;
  format: (value: number) => string;
}) {
  const classes = useChartStyles();
  const { t } = useTranslationRef(platformTranslationRef);
  const { series, instant } = props;
  return (
    <div className={classes.readout} aria-hidden>
      {instant && <span>{formatInstant(instant.at, t('locale'))}</span>}
      {series.map((one, index) => {
        const value = instant?.values[index];
        return (
          <span key={one.id} className={classes.entry}>
            <svg width="18" height="8">
              <line
                x1="1"
                x2="17"
                y1="4"
                y2="4"
                stroke={props.colors[index]}
                strokeWidth="2"
                strokeDasharray={props.dashes[index]}
              />
            </svg>
            {one.label}
            <span className={classes.value}>
              {value === undefined ? t('chart.noData') : props.format(value)}
            </span>
          </span>
        );
      })}
    </div>
  );
}
