import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import {
  cell,
  CIS,
  failingResult,
  overview,
  results,
} from '../__fixtures__/scorecards';
import {
  address,
  fakeApi,
  renderPage,
  responseError,
} from '../__testUtils__/renderPage';
import { ComplianceRouter } from './ComplianceRouter';
import { EntityCompliance } from './EntityCompliance';
import { HomeCompliance } from './HomeCompliance';
import { ResultsPage } from './ResultsPage';

describe('the list of results', () => {
  it('asks for what the address says, and answers first', async () => {
    const api = fakeApi({
      results: async () =>
        results([
          failingResult(),
          {
            ...failingResult(),
            id: 'b',
            status: 'stale',
            message: 'Pod of cluster prod: silent',
            observedAt: undefined,
          },
        ]),
    });
    renderPage(<ResultsPage />, {
      api,
      at: '/compliance/results?check=PSS-B&status=attention',
    });
    expect(
      await screen.findByText('1 result fails. 1 are not evidenced.'),
    ).toBeVisible();
    expect(api.results).toHaveBeenCalledWith(
      expect.objectContaining({
        check: 'PSS-B',
        status: expect.stringMatching(/^fail,error,/),
      }),
      expect.anything(),
    );
    const table = screen.getByRole('table', { name: 'Results, worst first' });
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('chat2sql-backend Deployment');
    expect(first).toHaveTextContent('hostPID shares the namespace of the node');
    expect(second).toHaveTextContent('Stale');
    expect(second).toHaveTextContent('never');
    await userEvent.selectOptions(
      await screen.findByLabelText('Environment'),
      'prod',
    );
    expect(address()).toContain('environment=prod');
    expect(api.results).toHaveBeenLastCalledWith(
      expect.objectContaining({ environment: 'prod' }),
      expect.anything(),
    );
  });

  it('offers no evidence that is closed to the viewer', async () => {
    renderPage(<ResultsPage />, {
      api: fakeApi({
        results: async () =>
          results([{ ...failingResult(), evidenceReadable: false }]),
      }),
    });
    expect(
      await screen.findByText('Evidence not open to your role'),
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /Open evidence/ })).toBeNull();
  });

  it('shows more on demand and says how many there are', async () => {
    const many = Array.from({ length: 70 }, (_, i) => ({
      ...failingResult(),
      id: `r${i}`,
    }));
    const api = fakeApi({
      results: async filter =>
        results(many.slice(0, Number(filter.limit)), { total: 70 }),
    });
    renderPage(<ResultsPage />, { api, at: '/compliance/results' });
    // By text: looking for roles among so many rows takes seconds.
    fireEvent.click(await screen.findByText('Show more (50 of 70)'));
    await waitFor(() =>
      expect(screen.queryByText('Show more (50 of 70)')).toBeNull(),
    );
    expect(document.querySelectorAll('tbody tr')).toHaveLength(70);
    expect(api.results).toHaveBeenLastCalledWith(
      expect.objectContaining({ limit: '100' }),
      expect.anything(),
    );
  });

  it('says when nothing matches', async () => {
    renderPage(<ResultsPage />, {
      api: fakeApi({ results: async () => results([]) }),
    });
    expect(
      await screen.findByText('No result matches these filters'),
    ).toBeVisible();
  });

  it('says when the viewer may see nothing', async () => {
    renderPage(<ResultsPage />, {
      api: fakeApi({
        results: async () => results([], { access: 'none' }),
      }),
    });
    expect(await screen.findByText('You may not see scorecards')).toBeVisible();
  });

  it('says when the results cannot be read', async () => {
    renderPage(<ResultsPage />, {
      api: fakeApi({
        results: async () => {
          throw responseError(500, 'broken');
        },
      }),
    });
    expect(
      await screen.findByText('The results could not be read'),
    ).toBeVisible();
  });
});

describe('the catalog tab', () => {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'backend',
      annotations: { 'chat2sql.io/component': 'chat2sql-backend' },
    },
  };
  const show = (api = fakeApi()) =>
    renderPage(
      <EntityProvider entity={entity}>
        <EntityCompliance />
      </EntityProvider>,
      { api },
    );

  it('shows the results of the component by its label, without a main landmark', async () => {
    const api = fakeApi();
    show(api);
    expect(await screen.findByText('1 result fails.')).toBeVisible();
    expect(api.results).toHaveBeenCalledWith(
      expect.objectContaining({ component: 'chat2sql-backend' }),
      expect.anything(),
    );
    expect(screen.queryByRole('main')).toBeNull();
  });

  it('says when nothing of the component was judged', async () => {
    show(fakeApi({ results: async () => results([]) }));
    expect(
      await screen.findByText('Nothing of this component was judged'),
    ).toBeVisible();
  });

  it('does not call an unfinished evaluation empty', async () => {
    show(fakeApi({ results: async () => results([], { ready: false }) }));
    expect(
      await screen.findByText('The first evaluation is not complete.'),
    ).toBeVisible();
  });
});

describe('the home section', () => {
  const show = (answer: () => Promise<any>) =>
    renderPage(<HomeCompliance />, { api: fakeApi({ overview: answer }) });

  it('names what fails and leads there', async () => {
    show(async () => overview());
    expect(
      await screen.findByText(/1 of 2 environments fails controls/),
    ).toBeVisible();
    expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(
      'Compliance',
    );
    expect(
      screen.getByRole('link', { name: /2 fail.*prod.*CIS Kubernetes/ }),
    ).toHaveAttribute('href', `/compliance/frameworks/${CIS}?environment=prod`);
  });

  it('is one quiet line when all is well', async () => {
    show(async () =>
      overview({
        cells: [cell('dev', { pass: 12 }), cell('prod', { pass: 12 })],
      }),
    );
    expect(await screen.findByText(/All 2 environments pass/)).toBeVisible();
    expect(screen.queryByRole('list')).toBeNull();
  });

  it('says when it may not or cannot be read', async () => {
    show(async () => overview({ access: 'none' }));
    expect(await screen.findByText('You may not see scorecards')).toBeVisible();
  });

  it('says when it cannot be read', async () => {
    show(async () => {
      throw responseError(500, 'broken');
    });
    expect(
      await screen.findByText('The scorecards could not be read'),
    ).toBeVisible();
  });
});

describe('the router', () => {
  it.each([
    ['/', '1 of 2 environments fails controls: prod (2 of 12).'],
    [`/frameworks/${CIS}`, 'CIS Kubernetes 5.2'],
    ['/results', 'Results of all checks'],
  ])('shows %s', async (path, text) => {
    renderPage(<ComplianceRouter />, {
      at: `/compliance${path}`,
      mountPath: '/compliance/*',
    });
    expect(await screen.findByText(text)).toBeVisible();
    expect(screen.getByRole('main')).toBeInTheDocument();
  });
});
