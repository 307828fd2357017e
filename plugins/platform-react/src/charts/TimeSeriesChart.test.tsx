import { renderInTestApp } from '@backstage/frontend-test-utils';
import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TimeSeriesChart } from './TimeSeriesChart';

const T0 = Date.parse('2026-11-25T10:00:00Z');
const MINUTE = 60_000;

const SERIES = [
  {
    id: 'p95',
    label: 'p95',
    points: [
      [T0, 100],
      [T0 + MINUTE, 200],
      [T0 + 2 * MINUTE, null],
      [T0 + 3 * MINUTE, 150],
      [T0 + 4 * MINUTE, 160],
    ] as [number, number | null][],
  },
  {
    id: 'p50',
    label: 'p50',
    points: [0, 1, 2, 3, 4].map(
      i => [T0 + i * MINUTE, 50 + i] as [number, number],
    ),
  },
];

function show(series = SERIES) {
  return renderInTestApp(
    <TimeSeriesChart
      title="Latency of prod"
      series={series}
      unit="ms"
      thresholds={[{ value: 180, label: 'objective 180 ms' }]}
      markers={[{ at: T0 + MINUTE, label: 'deploy 1.4.2' }]}
    />,
  );
}

describe('TimeSeriesChart', () => {
  it('is a named figure with an image that is described in a sentence', async () => {
    show();
    const figure = await screen.findByRole('group', {
      name: 'Latency of prod',
    });
    const image = within(figure).getByRole('img', { name: 'Latency of prod' });
    expect(image).toHaveAccessibleDescription(
      /2 series from .* p95: 160\u00a0ms at the end, between 100\u00a0ms and 200\u00a0ms\./,
    );
    expect(screen.getByText('objective 180 ms')).toBeInTheDocument();
    expect(screen.getByText('deploy 1.4.2')).toBeInTheDocument();
  });

  it('leaves a gap where there is no value', async () => {
    const { container } = show();
    await screen.findByRole('group', { name: 'Latency of prod' });
    const [p95, p50] = [...container.querySelectorAll('path[stroke]')].map(
      path => path.getAttribute('d') ?? '',
    );
    expect(p95.match(/M/g)).toHaveLength(2);
    expect(p50.match(/M/g)).toHaveLength(1);
  });

  it('reads values by the keyboard', async () => {
    show();
    const slider = await screen.findByRole('slider');
    expect(slider).toHaveAttribute('aria-valuenow', '4');
    fireEvent.keyDown(slider, { key: 'Home' });
    expect(slider.getAttribute('aria-valuetext')).toMatch(
      /: p95 100\u00a0ms, p50 50\u00a0ms$/,
    );
    fireEvent.keyDown(slider, { key: 'ArrowRight' });
    fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(slider.getAttribute('aria-valuetext')).toMatch(
      /: p95 no data, p50 52\u00a0ms$/,
    );
    fireEvent.keyDown(slider, { key: 'End' });
    fireEvent.keyDown(slider, { key: 'ArrowRight' });
    expect(slider).toHaveAttribute('aria-valuenow', '4');
  });

  it('shows all numbers as a table, gaps as "no data"', async () => {
    show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show as table' }),
    );
    const table = screen.getByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(6);
    expect(within(table).getByText('no data')).toBeInTheDocument();
    expect(within(table).getByText('200 ms')).toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });

  it('says so when there is nothing to draw', async () => {
    show([{ id: 'p95', label: 'p95', points: [] }]);
    expect(
      (await screen.findAllByText('No data in this range')).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByRole('slider')).not.toBeInTheDocument();
  });
});
