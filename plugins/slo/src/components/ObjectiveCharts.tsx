import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import {
  budgetOf,
  SERIES_RANGES,
  type ObjectiveDetail,
  type ObjectiveSeriesAnswer,
  type SeriesRange,
} from '@chat2sql/plugin-slo-common';
import {
  Skeleton,
  StateView,
  TimeSeriesChart,
  usePolledData,
  useUrlParam,
} from '@chat2sql/plugin-platform-react';
import { sloApiRef } from '../api/SloApi';
import { useText } from '../hooks/useText';
import { useDetailStyles } from './detailStyles';

const REFRESH_MS = 60_000;

const RANGE_TEXTS = {
  '1h': 'detail.range1h',
  '6h': 'detail.range6h',
  '1d': 'detail.range1d',
  '1w': 'detail.range1w',
  '4w': 'detail.range4w',
  window: 'detail.rangeWindow',
} as const;

type Column = 'errorRatio' | 'remaining';

function points(
  series: ObjectiveSeriesAnswer,
  column: Column,
): Array<[number, number | null]> {
  return series.times.map((time, i) => {
    const value = series[column][i];
    return [time * 1000, value === null ? null : value * 100];
  });
}

/** Budget and share of bad events over time, with the promise drawn in. */
export function ObjectiveCharts(props: { detail: ObjectiveDetail }) {
  const { objective } = props.detail;
  const { id } = objective;
  const api = useApi(sloApiRef);
  const classes = useDetailStyles();
  const { t } = useText();
  const [wanted, setRange] = useUrlParam('range', 'window');
  const range: SeriesRange =
    SERIES_RANGES.find(known => known === wanted) ?? 'window';
  const read = useCallback(
    (signal: AbortSignal) => api.series(id, range, { signal }),
    [api, id, range],
  );
  const { value: series, error } = usePolledData(read, REFRESH_MS);
  const columns = useMemo(
    () =>
      series && {
        remaining: points(series, 'remaining'),
        errorRatio: points(series, 'errorRatio'),
      },
    [series],
  );
  const percent = useCallback(
    (value: number) =>
      t('value.percent', { value: String(Number(value.toPrecision(4))) }),
    [t],
  );
  const limit = budgetOf(objective.target) * 100;
  const shared = { formatValue: percent, height: 220 };
  return (
    <section className={classes.section}>
      <h2 className={classes.heading}>{t('detail.charts')}</h2>
      <div
        className={classes.ranges}
        role="radiogroup"
        aria-label={t('detail.range')}
      >
        {SERIES_RANGES.map(known => (
          <label key={known}>
            <input
              type="radio"
              name="slo-range"
              value={known}
              checked={known === range}
              onChange={() => setRange(known)}
            />
            {t(RANGE_TEXTS[known])}
          </label>
        ))}
      </div>
      {!columns && !error && <Skeleton height={480} />}
      {!columns && error && (
        <StateView kind="error" title={t('detail.chartError')} error={error} />
      )}
      {columns && (
        <div className={classes.charts}>
          <TimeSeriesChart
            {...shared}
            title={t('detail.burndown')}
            series={[
              {
                id: 'remaining',
                label: t('list.budget'),
                points: columns.remaining,
              },
            ]}
            thresholds={[{ value: 0, label: t('detail.budgetLine') }]}
          />
          <TimeSeriesChart
            {...shared}
            title={t(
              objective.unit === 'events'
                ? 'detail.errors'
                : 'detail.errorsTime',
            )}
            series={[
              {
                id: 'errors',
                label: t('explain.ratioColumn'),
                points: columns.errorRatio,
              },
            ]}
            thresholds={[{ value: limit, label: t('detail.errorLine') }]}
          />
        </div>
      )}
    </section>
  );
}
