import {
  act,
  fireEvent,
  screen,
  waitFor,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import {
  crashDetail,
  dueCertificate,
  environment,
  healthyMatrix,
  riskyMatrix,
  troubledMatrix,
} from '../__fixtures__/matrix';
import { fakeApi, renderPage } from '../__testUtils__/renderPage';
import { MatrixPage } from './MatrixPage';

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{pathname + search}</output>;
}

const address = () => screen.getByLabelText('address').textContent;

function show(
  options: Partial<Parameters<typeof fakeApi>[0]> = {},
  at = '/environments',
) {
  const fake = fakeApi({ matrix: async () => troubledMatrix(), ...options });
  renderPage(
    <>
      <MatrixPage />
      <Address />
    </>,
    { api: fake.api, at },
  );
  return fake;
}

describe('the matrix', () => {
  it('answers first, then shows cells with word, version, replicas and what is not in sync', async () => {
    show();
    const grid = await screen.findByRole('grid', {
      name: 'Components by environment',
    });
    expect(
      screen.getByText(/^prod is degraded: Backend: 2 of 3 pods crash\./),
    ).toHaveTextContent(
      'prod is degraded: Backend: 2 of 3 pods crash. Not observed: test (cluster nonprod does not answer). Changing: staging. Healthy: 1 of 4.',
    );
    const columns = within(grid)
      .getAllByRole('columnheader')
      .map(h => h.querySelector('a')?.textContent);
    expect(columns).toEqual([undefined, 'dev', 'test', 'staging', 'prod']);
    const rows = within(grid)
      .getAllByRole('rowheader')
      .map(h => h.textContent);
    expect(rows[0]).toBe('Backend');
    const prod = within(grid).getByRole('button', {
      name: /^Backend in prod: Degraded\. Deployment chat2sql-backend: 2 of 3/,
    });
    expect(prod).toHaveTextContent('Degraded');
    expect(prod).toHaveTextContent('1.4.2');
    expect(prod).toHaveTextContent('1/3');
    expect(prod).toHaveTextContent('Out of sync');
    expect(
      within(grid).getByRole('button', { name: /^Redis in prod: At risk/ }),
    ).toHaveTextContent('At risk');
  });

  it('never shows an unobserved cell as good, and tells its age and why', async () => {
    show();
    const cell = await screen.findByRole('button', {
      name: /^Redis in test: Unknown/,
    });
    expect(cell).toHaveTextContent(/as of/);
    expect(cell).not.toHaveTextContent('Healthy');
    const strip = screen.getByRole('list', { name: /Sources/ });
    expect(strip).toHaveTextContent(
      'cluster nonprodnot answering: connection refused',
    );
    const head = screen.getByRole('columnheader', { name: /test/ });
    expect(head).toHaveTextContent('Alerts not read');
    expect(
      screen.getByRole('columnheader', { name: /^prod/ }),
    ).toHaveTextContent('2 alerts firing');
  });

  it('names unreadable environment records and shows the rest', async () => {
    show();
    expect(
      await screen.findByText(
        /environments\/dev\/broken\/environment.yaml tier/,
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('grid')).toBeInTheDocument();
  });

  it('says which environment is at risk for what no cell shows', async () => {
    show({ matrix: async () => riskyMatrix() });
    expect(await screen.findByText(/^prod is at risk/)).toHaveTextContent(
      'prod is at risk: Schedule chat2sql-prod: The last backup is of 2026-11-21. Healthy: 3 of 4.',
    );
    const head = screen.getByRole('columnheader', { name: /^prod/ });
    expect(head).toHaveTextContent(
      /^prodAt riskSchedule chat2sql-prod: The last backup is of 2026-11-21/,
    );
    expect(head).not.toHaveTextContent('Healthy');
    expect(
      screen.getByRole('columnheader', { name: /^dev/ }),
    ).not.toHaveTextContent('At risk');
  });

  it('counts several environments at risk, also beside a broken one', async () => {
    const matrix = troubledMatrix();
    const risk = (tier: 'dev' | 'staging') =>
      environment(tier, { warning: true, causes: [dueCertificate(tier)] });
    matrix.environments[0] = risk('dev');
    matrix.environments[2] = risk('staging');
    show({ matrix: async () => matrix });
    expect(await screen.findByText(/^prod is degraded/)).toHaveTextContent(
      /2 of 4 environments are at risk: dev, staging\.$/,
    );
  });

  it('keeps the column at risk when only that is asked for', async () => {
    show({ matrix: async () => riskyMatrix() }, '/environments?status=AtRisk');
    const grid = await screen.findByRole('grid');
    expect(within(grid).getAllByRole('columnheader')).toHaveLength(2);
    expect(
      within(grid).getByRole('columnheader', { name: /^prod/ }),
    ).toBeVisible();
  });

  it('keeps the answer short where a cluster is long-winded', async () => {
    const matrix = troubledMatrix();
    matrix.environments[3].summary = `Backend: ${'back-off restarting '.repeat(
      40,
    )}end.`;
    show({ matrix: async () => matrix });
    const answer = await screen.findByText(/^prod is degraded/);
    expect(answer.textContent!.split('…')[0].length).toBeLessThan(190);
    expect(answer).toHaveTextContent(/back-off… Not observed: test/);
  });

  it('is quiet when all is well', async () => {
    show({ matrix: async () => healthyMatrix() });
    expect(
      await screen.findByText('All 4 environments are healthy.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('list', { name: /Sources/ })).toBeNull();
  });

  it('moves by arrow keys, Home and End with one cell in the tab order', async () => {
    show(
      { matrix: async () => healthyMatrix() },
      '/environments?order=configured',
    );
    const first = await screen.findByRole('button', {
      name: /^Backend in dev/,
    });
    const inOrder = screen
      .getAllByRole('button', { name: / in (dev|test|staging|prod)/ })
      .filter(button => button.tabIndex === 0);
    expect(inOrder).toEqual([first]);
    act(() => first.focus());
    const press = (key: string, init = {}) =>
      fireEvent.keyDown(document.activeElement!, { key, ...init });
    const focused = () => document.activeElement?.getAttribute('aria-label');
    press('ArrowRight');
    press('ArrowDown');
    expect(focused()).toMatch(/^Frontend in test/);
    press('End');
    expect(focused()).toMatch(/^Frontend in prod/);
    press('ArrowRight');
    expect(focused()).toMatch(/^Frontend in prod/);
    press('Home', { ctrlKey: true });
    expect(focused()).toMatch(/^Backend in dev/);
    press('End', { ctrlKey: true });
    expect(focused()).toMatch(/^Redis in prod/);
    expect((document.activeElement as HTMLElement).tabIndex).toBe(0);
  });

  it('keeps filters in the address and offers to clear them', async () => {
    show({}, '/environments?search=redis');
    const grid = await screen.findByRole('grid');
    expect(within(grid).getAllByRole('rowheader')).toHaveLength(1);
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Status' }),
      'At risk',
    );
    expect(address()).toBe('/environments?search=redis&status=AtRisk');
    expect(
      within(screen.getByRole('grid')).getAllByRole('columnheader'),
    ).toHaveLength(2);
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Tier' }),
      'dev',
    );
    expect(
      screen.getByText('Nothing matches these filters'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(address()).toBe('/environments');
    expect(
      within(screen.getByRole('grid')).getAllByRole('rowheader'),
    ).toHaveLength(3);
  });

  it('follows the server without losing its place', async () => {
    let current = healthyMatrix();
    const fake = show({ matrix: async () => current });
    await screen.findByText('All 4 environments are healthy.');
    current = troubledMatrix();
    act(() => fake.change());
    expect(await screen.findByText(/^prod is degraded/)).toBeInTheDocument();
  });

  it('sets the performance mark once it stands', async () => {
    const mark = jest.fn();
    Object.assign(performance, { mark, getEntriesByName: () => [] });
    show();
    await screen.findByRole('grid');
    await waitFor(() =>
      expect(mark).toHaveBeenCalledWith('c2s:matrix:meaningful'),
    );
  });
});

describe('the states of the page', () => {
  it('keeps the place while loading', async () => {
    show({ matrix: () => new Promise(() => {}) });
    expect(
      await screen.findByText('The environments load'),
    ).toBeInTheDocument();
  });

  it('says when there is nothing, and where an environment begins', async () => {
    show({
      matrix: async () => healthyMatrix({ environments: [], cells: [] }),
    });
    expect(
      await screen.findByRole('region', { name: 'No environments yet' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Create an environment' }),
    ).toHaveAttribute('href', '/create');
  });

  it('tells forbidden from broken', async () => {
    show({
      matrix: async () => {
        throw Object.assign(new Error('no'), { statusCode: 403 });
      },
    });
    expect(
      await screen.findByRole('heading', { name: 'You may not see this' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('offers another try after an error', async () => {
    let down = true;
    show({
      matrix: async () => {
        if (down) throw new Error('connection refused');
        return healthyMatrix();
      },
    });
    expect(await screen.findByText('connection refused')).toBeInTheDocument();
    down = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('All 4 environments are healthy.'),
    ).toBeInTheDocument();
  });

  it('keeps the last state and says that the backend went away', async () => {
    let down = false;
    const fake = show({
      matrix: async () => {
        if (down) throw new Error('gone');
        return healthyMatrix();
      },
    });
    await screen.findByText('All 4 environments are healthy.');
    down = true;
    act(() => fake.change());
    expect(
      await screen.findByText('the portal backend does not answer'),
    ).toBeInTheDocument();
    expect(screen.getByRole('grid')).toBeInTheDocument();
  });
});

describe('the details of a cell', () => {
  it('open by a click, say why, and are a link', async () => {
    show({ cell: async () => crashDetail() });
    await userEvent.click(
      await screen.findByRole('button', { name: /^Backend in prod/ }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Backend in prod',
    });
    expect(address()).toBe('/environments?cell=prod%2Fchat2sql-backend');
    expect(dialog).toHaveTextContent('CrashLoopBackOff');
    expect(
      await within(dialog).findByText(
        'Container backend restarts again and again.',
      ),
    ).toBeInTheDocument();
    expect(within(dialog).getByText('restarts 7 · node prod-2')).toBeVisible();
    expect(within(dialog).getByText('Rule pod.crash-loop')).toBeVisible();
    expect(
      within(dialog).getByText('Back-off restarting failed container'),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('link', { name: 'Runbook' }),
    ).toHaveAttribute(
      'href',
      '/docs/default/component/chat2sql-runbooks/pod-crash-loop',
    );
    expect(
      within(dialog).getByRole('link', { name: 'Kubernetes objects' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/component/chat2sql-backend/kubernetes',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Close' }),
    );
    expect(address()).toBe('/environments');
  });

  it('open from a link, and keep what the matrix knows when the rest is forbidden', async () => {
    show(
      {
        cell: async () => {
          throw Object.assign(new Error('no'), { statusCode: 403 });
        },
      },
      '/environments?cell=prod%2Fchat2sql-backend',
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Backend in prod',
    });
    expect(
      await within(dialog).findByText(/Your role shows the status/),
    ).toBeInTheDocument();
    expect(dialog).toHaveTextContent('2 of 3 pods crash.');
  });

  it('are not asked for where the matrix says that they are not for the reader', async () => {
    const cell = jest.fn(async () => crashDetail());
    const matrix = troubledMatrix();
    matrix.environments = matrix.environments.map(env => ({
      ...env,
      canReadDetail: env.id !== 'prod',
    }));
    show(
      { cell, matrix: async () => matrix },
      '/environments?cell=prod%2Fchat2sql-backend',
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Backend in prod',
    });
    expect(
      await within(dialog).findByText(/Your role shows the status/),
    ).toBeInTheDocument();
    expect(dialog).toHaveTextContent('2 of 3 pods crash.');
    expect(cell).not.toHaveBeenCalled();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Close' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: /^Frontend in staging/ }),
    );
    await waitFor(() => expect(cell).toHaveBeenCalledTimes(1));
  });

  it('say when a link names a cell that is not there', async () => {
    show({}, '/environments?cell=qa%2Fchat2sql-backend');
    expect(
      await screen.findByText('No such component in this environment'),
    ).toBeInTheDocument();
  });
});

describe('on a phone', () => {
  const { matchMedia } = window;
  beforeEach(() => {
    window.matchMedia = query =>
      ({
        matches: true,
        media: query,
        addListener: () => {},
        removeListener: () => {},
        addEventListener: () => {},
        removeEventListener: () => {},
      } as unknown as MediaQueryList);
  });
  afterEach(() => {
    window.matchMedia = matchMedia;
  });

  it('is a card per environment, the one at risk first with its cause', async () => {
    show({ matrix: async () => riskyMatrix() });
    const titles = await screen.findAllByRole('heading', {
      name: /^(dev|test|staging|prod)$/,
    });
    expect(titles.map(title => title.textContent)).toEqual([
      'prod',
      'dev',
      'test',
      'staging',
    ]);
    expect(titles[0].closest('li')).toHaveTextContent(
      /^prodAt riskSchedule chat2sql-prod: The last backup is of 2026-11-21/,
    );
    expect(titles[1].closest('li')).toHaveTextContent(/^devHealthy/);
  });
});
