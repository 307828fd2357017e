import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { DataTable, type DataTableColumn } from './DataTable';

interface Row {
  id: string;
  budget?: number;
}

const COLUMNS: DataTableColumn<Row>[] = [
  { id: 'name', title: 'Name', render: r => r.id, sortValue: r => r.id },
  {
    id: 'budget',
    title: 'Budget left',
    align: 'right',
    render: r => r.budget ?? 'no data',
    sortValue: r => r.budget,
  },
  { id: 'act', title: '', render: () => <button type="button">Act</button> },
];
const ROWS: Row[] = [
  { id: 'b', budget: 80 },
  { id: 'a', budget: 10 },
  { id: 'c' },
];

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{pathname + search}</output>;
}

function show(
  props: Partial<React.ComponentProps<typeof DataTable<Row>>> = {},
) {
  return renderInTestApp(
    <>
      <DataTable<Row>
        columns={COLUMNS}
        rows={ROWS}
        rowKey={r => r.id}
        caption="Objectives"
        href={r => `/slo/${r.id}`}
        initialSort={{ id: 'budget' }}
        {...props}
      />
      <Address />
    </>,
    { initialRouteEntries: ['/list?env=prod'] },
  );
}

const names = () =>
  screen.getAllByRole('rowheader').map(cell => cell.textContent);
const address = () => screen.getByLabelText('address').textContent;

describe('DataTable', () => {
  it('starts in the given order, unknown values last', async () => {
    show();
    await screen.findByRole('table', { name: 'Objectives' });
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(
      screen.getByRole('columnheader', { name: 'Budget left' }),
    ).toHaveAttribute('aria-sort', 'ascending');
    expect(
      screen.getByRole('columnheader', { name: 'Name' }),
    ).not.toHaveAttribute('aria-sort');
  });

  it('keeps the order in the address and other parameters beside it', async () => {
    show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Budget left' }),
    );
    expect(names()).toEqual(['b', 'a', 'c']);
    expect(address()).toBe('/list?env=prod&sort=-budget');
    await userEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(names()).toEqual(['a', 'b', 'c']);
    expect(address()).toBe('/list?env=prod&sort=name');
  });

  it('follows the row on click, but not when a control inside is meant', async () => {
    show();
    const row = (await screen.findAllByRole('row'))[1];
    await userEvent.click(within(row).getByRole('button', { name: 'Act' }));
    expect(address()).toBe('/list?env=prod');
    await userEvent.click(within(row).getByText('10'));
    expect(address()).toBe('/slo/a');
  });

  it('has a real link in the first cell', async () => {
    show();
    const link = await screen.findByRole('link', { name: 'a' });
    expect(link).toHaveAttribute('href', '/slo/a');
  });

  it('pages long lists, keeps the page in the address and goes back to one on sort', async () => {
    const rows = Array.from({ length: 120 }, (_, i) => ({
      id: `row-${i + 1}`,
      budget: i,
    }));
    show({ rows, pageSize: 50 });
    expect(await screen.findByText('1 to 50 of 120')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    expect(names()[0]).toBe('row-51');
    expect(address()).toBe('/list?env=prod&page=2');
    await userEvent.click(screen.getByRole('button', { name: 'Budget left' }));
    expect(names()[0]).toBe('row-120');
    expect(address()).toBe('/list?env=prod&sort=-budget');
  });

  it('says when there are no rows', async () => {
    show({ rows: [], empty: 'No objectives match' });
    expect(await screen.findByText('No objectives match')).toBeInTheDocument();
  });
});
