import { useMemo } from 'react';
import { line } from 'd3-shape';
import type { ScaleLinear, ScaleTime } from 'd3-scale';
import type {
  ChartInstant,
  ChartMarker,
  ChartSeries,
  ChartThreshold,
} from './chartModel';
import { fitText, spreadLabels } from './chartModel';
import { useChartStyles } from './chartStyles';

/** Space around the plot in pixels. */
export interface ChartMargins {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** Everything inside the SVG: grid, axes, lines, thresholds, markers, end labels, crosshair. */
export function ChartPlot(props: {
  series: readonly ChartSeries[];
  colors: readonly string[];
  dashes: readonly (string | undefined)[];
  thresholds: readonly ChartThreshold[];
  markers: readonly ChartMarker[];
  x: ScaleTime<number, number>;
  y: ScaleLinear<number, number>;
  margins: ChartMargins;
  width: number;
  height: number;
  endLabels: boolean;
  formatValue: (value: number) => string;
  formatTime: (at: Date) => string;
  instant?: ChartInstant;
}) {
  const { series, colors, x, y, margins, width, height, instant } = props;
  const classes = useChartStyles();
  const right = width - margins.right;
  const bottom = height - margins.bottom;
  const paths = useMemo(() => {
    const draw = line<readonly [number, number | null]>()
      .defined(([, value]) => value !== null && Number.isFinite(value))
      .x(([at]) => x(at))
      .y(([, value]) => y(value as number));
    return series.map(one => draw(one.points as [number, number | null][]));
  }, [series, x, y]);

  const yTicks = y.ticks(Math.max(2, Math.floor((bottom - margins.top) / 48)));
  const xTicks = x.ticks(Math.max(2, Math.floor((right - margins.left) / 96)));
  const ends = series.map(one => {
    const last = [...one.points].reverse().find(([, v]) => v !== null);
    return last ? y(last[1] as number) : bottom;
  });
  const labelYs = spreadLabels(ends, 14, margins.top + 4, bottom);
  const [low, high] = y.domain();

  return (
    <g>
      {yTicks.map(tick => (
        <g key={tick}>
          <line
            className={tick === 0 ? classes.zero : classes.grid}
            x1={margins.left}
            x2={right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={margins.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
            {props.formatValue(tick)}
          </text>
        </g>
      ))}
      {xTicks.map(tick => (
        <text
          key={tick.getTime()}
          x={x(tick)}
          y={bottom + 18}
          textAnchor="middle"
        >
          {props.formatTime(tick)}
        </text>
      ))}
      {props.markers
        .filter(({ at }) => x(at) >= margins.left && x(at) <= right)
        .map(({ at, label }) => {
          const late = x(at) > (margins.left + right) / 2;
          return (
            <g key={`${at} ${label}`}>
              <line
                className={classes.marker}
                x1={x(at)}
                x2={x(at)}
                y1={margins.top}
                y2={bottom}
              />
              <text
                className={classes.markerText}
                x={x(at) + (late ? -4 : 4)}
                y={margins.top + 10}
                textAnchor={late ? 'end' : 'start'}
              >
                {fitText(label, (right - margins.left) / 2)}
              </text>
            </g>
          );
        })}
      {paths.map((path, index) => (
        <path
          key={series[index].id}
          className={classes.line}
          d={path ?? undefined}
          stroke={colors[index]}
          strokeDasharray={props.dashes[index]}
        />
      ))}
      {props.thresholds
        .filter(({ value }) => value >= low && value <= high)
        .map(({ value, label }) => (
          <g key={`${value} ${label}`}>
            <line
              className={classes.threshold}
              x1={margins.left}
              x2={right}
              y1={y(value)}
              y2={y(value)}
            />
            <text
              className={classes.thresholdText}
              x={margins.left + 4}
              y={y(value) + (y(value) < margins.top + 16 ? 14 : -5)}
            >
              {fitText(label, right - margins.left - 8)}
            </text>
          </g>
        ))}
      {props.endLabels &&
        series.map((one, index) => (
          <text
            key={one.id}
            x={right + 8}
            y={labelYs[index]}
            dy="0.32em"
            style={{ fill: colors[index], fontWeight: 600 }}
          >
            {fitText(one.label, margins.right - 12)}
          </text>
        ))}
      {instant && (
        <g>
          <line
            className={classes.crosshair}
            x1={x(instant.at)}
            x2={x(instant.at)}
            y1={margins.top}
            y2={bottom}
          />
          {instant.values.map(
            (value, index) =>
              value !== undefined && (
                <circle
                  key={series[index].id}
                  cx={x(instant.at)}
                  cy={y(value)}
                  r={3.5}
                  fill={colors[index]}
                />
              ),
          )}
        </g>
      )}
    </g>
  );
}
