import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { summary } from '../__fixtures__/changes';
import {
  fakeApi,
  renderPage,
  responseError,
} from '../__testUtils__/renderPage';
import { ChangesPage } from './ChangesPage';
import { HomeChanges } from './HomeChanges';

const answer = (...items: ReturnType<typeof summary>[]) =>
  jest.fn(async () => ({ items, truncated: false }));

// Rendering the whole page and asking by role takes seconds on a busy machine.
jest.setTimeout(30_000);

describe('the list of changes', () => {
  it('says first whether one waits for the viewer', async () => {
    renderPage(<ChangesPage />, {
      api: fakeApi({
        changes: answer(
          summary({ number: 8, title: 'Create environment test/load' }),
          summary({ waitsForMe: true }),
        ),
      }),
    });
    expect(
      await screen.findByText('1 change waits for you.'),
    ).toBeInTheDocument();
    const rows = within(screen.getByRole('table', { name: 'Changes' }))
      .getAllByRole('row')
      .slice(1);
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(/#7.*Open.*dev.*mei.*you/),
      expect.stringMatching(/#8.*a reviewer/),
    ]);
    expect(within(rows[0]).getByRole('link')).toHaveAttribute(
      'href',
      '/changes/7',
    );
  });

  it('keeps its filters in the address bar', async () => {
    const user = userEvent.setup();
    const changes = answer();
    renderPage(<ChangesPage />, {
      api: fakeApi({ changes }),
      at: '/changes?state=done&tier=prod',
    });
    await waitFor(() =>
      expect(changes).toHaveBeenLastCalledWith(
        expect.objectContaining({ state: 'done', tier: 'prod' }),
        expect.anything(),
      ),
    );
    expect(await screen.findByText('No change matches')).toBeInTheDocument();
    await user.selectOptions(screen.getByLabelText('State'), 'rolling-out');
    await user.click(screen.getByLabelText('Asked by me'));
    await waitFor(() =>
      expect(changes).toHaveBeenLastCalledWith(
        expect.objectContaining({
          state: 'rolling-out',
          tier: 'prod',
          mine: true,
        }),
        expect.anything(),
      ),
    );
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(() =>
      expect(changes).toHaveBeenLastCalledWith(
        { state: 'open', tier: undefined, mine: false, waitingForMe: false },
        expect.anything(),
      ),
    );
  });

  it('offers the next step when nothing is open', async () => {
    renderPage(<ChangesPage />, { api: fakeApi({ changes: answer() }) });
    expect(await screen.findByText('No change is open')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Ask for a change' }),
    ).toHaveAttribute('href', '/create');
  });

  it('says what it cannot read, and reads again', async () => {
    const user = userEvent.setup();
    const changes = jest
      .fn()
      .mockRejectedValueOnce(responseError(500, 'database is down'))
      .mockResolvedValue({ items: [summary()], truncated: true });
    renderPage(<ChangesPage />, { api: fakeApi({ changes }) });
    expect(await screen.findByText('database is down')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('No change waits for you; 1 is open.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/Only the newest 1 are shown/)).toBeInTheDocument();
  });
});

describe('the section of the home page', () => {
  it('lists what waits for the viewer', async () => {
    const changes = answer(
      ...[1, 2, 3, 4, 5, 6].map(number =>
        summary({ number, waitsForMe: true }),
      ),
    );
    renderPage(<HomeChanges />, { api: fakeApi({ changes }) });
    expect(await screen.findByText('1 more')).toBeInTheDocument();
    expect(changes).toHaveBeenCalledWith(
      { state: 'open', waitingForMe: true },
      expect.anything(),
    );
    expect(screen.getByRole('link', { name: '1 more' })).toHaveAttribute(
      'href',
      '/changes?waiting=1',
    );
  });

  it('is quiet when nothing waits, and says when it cannot know', async () => {
    const quiet = renderPage(<HomeChanges />, {
      api: fakeApi({ changes: answer() }),
    });
    expect(
      await screen.findByText('No change waits for you.'),
    ).toBeInTheDocument();
    quiet.unmount();
    renderPage(<HomeChanges />, { api: fakeApi() });
    expect(
      await screen.findByText('Your changes could not be read'),
    ).toBeInTheDocument();
  });
});
