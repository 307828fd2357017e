import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { platformTranslationRef } from '../translation';
import type { ChartInstant, ChartSeries } from './chartModel';
import { useChartStyles } from './chartStyles';
import { formatInstant } from './formatNumber';

/** The numbers of a chart as a table, one line per time. */
export function ChartTable(props: {
  title: string;
  series: readonly ChartSeries[];
  instants: readonly ChartInstant[];
  format: (value: number) => string;
  height: number;
}) {
  const classes = useChartStyles();
  const { t } = useTranslationRef(platformTranslationRef);
  const locale = t('locale');
  return (
    <div
      className={classes.tableScroll}
      style={{ maxHeight: props.height }}
      role="region"
      aria-label={props.title}
      // Scrolls by keyboard.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('chart.time')}</th>
            {props.series.map(one => (
              <th key={one.id} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.instants.map(instant => (
            <tr key={instant.at}>
              <th scope="row">{formatInstant(instant.at, locale)}</th>
              {instant.values.map((value, index) => (
                <td key={props.series[index].id}>
                  {value === undefined
                    ? t('chart.noData')
                    : props.format(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
