import {
  useId,
  useMemo,
  useState,
  type KeyboardEvent,
  type PointerEvent,
} from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import { scaleLinear, scaleTime } from 'd3-scale';
import { tokensOf } from '../tokens/tokens';
import { platformTranslationRef } from '../translation';
import {
  estimateWidth,
  extentOf,
  instantsOf,
  nearestInstant,
  valueDomain,
  type ChartMarker,
  type ChartSeries,
  type ChartThreshold,
} from './chartModel';
import { ChartPlot, type ChartMargins } from './ChartPlot';
import { ChartReadout } from './ChartReadout';
import { ChartTable } from './ChartTable';
import { useChartStyles } from './chartStyles';
import { formatInstant, formatNumber, timeTickFormat } from './formatNumber';
import { useWidth } from './useWidth';

/** Series differ by stroke as well as by colour. */
const DASHES = [undefined, '6 4', '2 3', '10 3 2 3'];

const NONE: never[] = [];

/** Properties of {@link TimeSeriesChart}. */
export interface TimeSeriesChartProps {
  title: string;
  /** At most four lines of at most 1,000 points; the backend chooses the step. */
  series: readonly ChartSeries[];
  /** Unit written after each number, for example `ms`. */
  unit?: string;
  /** Replaces the default format (three significant figures and the unit). */
  formatValue?: (value: number) => string;
  thresholds?: readonly ChartThreshold[];
  markers?: readonly ChartMarker[];
  /** Height of the plot in pixels. Default 240. */
  height?: number;
  /** Shown time range in milliseconds; by default from the first to the last point. */
  range?: readonly [from: number, to: number];
  /** Range of the value axis; by default all values, thresholds and, where sensible, zero. */
  domain?: readonly [low: number, high: number];
}

/**
 * Values over time. Gaps stay gaps. A generated sentence tells the gist to
 * assistive technology, arrow keys move a crosshair whose values are read
 * aloud, and all numbers can be shown as a table.
 */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { title, series, height = 240, unit, range, domain } = props;
  const { thresholds = NONE, markers = NONE } = props;
  const id = useId();
  const classes = useChartStyles();
  const palette = tokensOf(useTheme()).series;
  const { t } = useTranslationRef(platformTranslationRef);
  const locale = t('locale');
  const [asTable, setAsTable] = useState(false);
  const [index, setIndex] = useState<number>();
  const { ref, width } = useWidth<HTMLDivElement>(640);

  const format =
    props.formatValue ?? (value => formatNumber(value, locale, unit));
  const instants = useMemo(() => instantsOf(series), [series]);
  const colors = series.map((_, i) => palette[i % palette.length]);
  const dashes = series.map((one, i) => one.dash ?? DASHES[i % DASHES.length]);

  const first = range?.[0] ?? instants[0]?.at ?? 0;
  const last = range?.[1] ?? instants[instants.length - 1]?.at ?? 1;
  const [low, high] = domain ?? valueDomain(series, thresholds);
  const endLabels = width >= 520 && series.length > 1;
  const labelWidth = Math.max(0, ...series.map(s => estimateWidth(s.label)));

  const { x, y, margins } = useMemo(() => {
    const vertical = scaleLinear([low, high], [height - 28, 14]);
    if (!domain) vertical.nice(5);
    const ticks = vertical.ticks(5).map(tick => estimateWidth(format(tick)));
    const space: ChartMargins = {
      top: 14,
      right: endLabels ? Math.min(170, labelWidth + 18) : 14,
      bottom: 28,
      left: Math.min(110, Math.max(28, ...ticks) + 14),
    };
    const horizontal = scaleTime(
      [first, first === last ? last + 1 : last],
      [space.left, width - space.right],
    );
    return { x: horizontal, y: vertical, margins: space };
    // The format function is often made anew on each render; it follows unit and locale.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [
    low,
    high,
    height,
    first,
    last,
    width,
    endLabels,
    labelWidth,
    unit,
    locale,
  ]);

  const chosen = index === undefined ? undefined : instants[index];
  const end = instants[instants.length - 1];
  const say = (value: number | undefined) =>
    value === undefined ? t('chart.noData') : format(value);
  const gist = series
    .map(one => {
      const extent = extentOf(one);
      return extent
        ? t('chart.lowHigh', {
            label: one.label,
            value: say(extent.last),
            low: format(extent.low),
            high: format(extent.high),
          })
        : t('chart.latest', { label: one.label, value: t('chart.noData') });
    })
    .join(' ');
  const summary = end
    ? t('chart.summary', {
        n: String(series.length),
        from: formatInstant(first, locale),
        to: formatInstant(last, locale),
        latest: gist,
      })
    : t('chart.empty');

  function onKeyDown(event: KeyboardEvent) {
    const top = instants.length - 1;
    const at = index ?? top;
    const moves: Record<string, number | undefined> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      ArrowDown: at - 1,
      ArrowUp: at + 1,
      PageDown: at - 10,
      PageUp: at + 10,
      Home: 0,
      End: top,
    };
    if (event.key === 'Escape') {
      setIndex(undefined);
    } else if (event.key in moves) {
      event.preventDefault();
      setIndex(Math.min(top, Math.max(0, moves[event.key] as number)));
    }
  }
  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const box = event.currentTarget.getBoundingClientRect();
    const at = x.invert(margins.left + event.clientX - box.left);
    setIndex(nearestInstant(instants, at.getTime()));
  }
  const spoken = (instant: NonNullable<typeof chosen>) =>
    `${formatInstant(instant.at, locale)}: ${series
      .map((one, i) => `${one.label} ${say(instant.values[i])}`)
      .join(', ')}`;

  return (
    <figure
      className={classes.figure}
      role="group"
      aria-labelledby={`${id}-title`}
    >
      <div className={classes.head}>
        <figcaption className={classes.title} id={`${id}-title`}>
          {title}
        </figcaption>
        <button
          type="button"
          className={classes.toggle}
          onClick={() => setAsTable(!asTable)}
        >
          {t(asTable ? 'chart.showChart' : 'chart.showTable')}
        </button>
      </div>
      <ChartReadout
        series={series}
        colors={colors}
        dashes={dashes}
        instant={chosen ?? end}
        format={format}
      />
      <p className={classes.hidden} id={`${id}-summary`}>
        {summary}
      </p>
      {asTable ? (
        <ChartTable
          title={title}
          series={series}
          instants={instants}
          format={format}
          height={height}
        />
      ) : (
        <div ref={ref} className={classes.plot} style={{ height }}>
          <svg
            role="img"
            className={classes.svg}
            viewBox={`0 0 ${width} ${height}`}
            height={height}
            aria-labelledby={`${id}-title`}
            aria-describedby={`${id}-summary`}
          >
            <ChartPlot
              series={series}
              colors={colors}
              dashes={dashes}
              thresholds={thresholds}
              markers={markers}
              x={x}
              y={y}
              margins={margins}
              width={width}
              height={height}
              endLabels={endLabels}
              formatValue={format}
              formatTime={timeTickFormat(last - first, locale)}
              instant={chosen}
            />
          </svg>
          {end ? (
            <div
              className={classes.pointer}
              style={{
                left: margins.left,
                top: margins.top,
                width: Math.max(0, width - margins.left - margins.right),
                height: height - margins.top - margins.bottom,
              }}
              role="slider"
              tabIndex={0}
              aria-label={`${title}: ${t('chart.pointer')}`}
              aria-describedby={`${id}-summary`}
              aria-valuemin={0}
              aria-valuemax={instants.length - 1}
              aria-valuenow={index ?? instants.length - 1}
              aria-valuetext={spoken(chosen ?? end)}
              onKeyDown={onKeyDown}
              onPointerMove={onPointerMove}
              onPointerLeave={() => setIndex(undefined)}
              onBlur={() => setIndex(undefined)}
            />
          ) : (
            <div className={classes.empty}>{t('chart.empty')}</div>
          )}
        </div>
      )}
    </figure>
  );
}
