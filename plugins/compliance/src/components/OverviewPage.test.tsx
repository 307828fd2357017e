import { screen, within } from '@testing-library/react';
import { cell, overview, sources } from '../__fixtures__/scorecards';
import {
  fakeApi,
  renderPage,
  responseError,
} from '../__testUtils__/renderPage';
import { OverviewPage } from './OverviewPage';

const show = (answer: () => Promise<any>) =>
  renderPage(<OverviewPage />, { api: fakeApi({ overview: answer }) });

describe('the overview', () => {
  it('answers first, then shows conformance and coverage of each pair', async () => {
    show(async () => overview());
    expect(
      await screen.findByText(
        '1 of 2 environments fails controls: prod (2 of 12).',
      ),
    ).toBeInTheDocument();
    const table = screen.getByRole('table', {
      name: 'Frameworks by environment',
    });
    const prod = within(table).getByRole('link', {
      name: 'CIS Kubernetes 5.2 in prod: 2 fail. 9 of 12 pass, 12 of 12 evidenced.',
    });
    expect(prod).toHaveAttribute(
      'href',
      '/compliance/frameworks/cis-kubernetes@1.12?environment=prod',
    );
    expect(prod).toHaveTextContent('5.2.3 No process namespace of the node');
    const dev = within(table).getByRole('link', {
      name: / in dev: No failure/,
    });
    expect(dev).toHaveTextContent('11 of 12 pass');
    expect(dev).toHaveTextContent('1 shown as far as a machine can');
  });

  it('lists the checks with their counts, most failures first', async () => {
    show(async () => overview());
    const table = await screen.findByRole('table', {
      name: 'Checks with their results',
    });
    const [, first] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent(
      'Pod Security Standards, baseline PSS-B1009',
    );
    expect(within(first).getByRole('link')).toHaveAttribute(
      'href',
      '/compliance/results?check=PSS-B',
    );
  });

  it('is quiet when all is well', async () => {
    show(async () =>
      overview({
        cells: [cell('dev', { pass: 12 }), cell('prod', { pass: 12 })],
      }),
    );
    expect(
      await screen.findByText(
        'All 2 environments pass every control a machine can prove.',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('list', { name: /Sources/ })).toBeNull();
    expect(screen.getByText(/^Read from/)).toHaveTextContent(
      /Read from: cluster nonprod 2\d s ago · cluster prod 2\d s ago · platform-repo 4\d s ago/,
    );
  });

  it('says what is not evidenced, why and since when, and never passes it', async () => {
    const [nonprod, , repository] = sources();
    show(async () =>
      overview({
        cells: [
          cell('dev', { pass: 12 }),
          cell('prod', { stale: 12 }, { observedAt: undefined }),
        ],
        sources: [
          nonprod,
          {
            id: 'cluster:prod',
            title: 'cluster prod',
            condition: 'stale',
            since: new Date(Date.now() - 240_000).toISOString(),
            lastSuccess: new Date(Date.now() - 300_000).toISOString(),
            reason: 'no sign of life',
          },
          repository,
        ],
      }),
    );
    expect(
      await screen.findByText('Not evidenced: prod (12 of 12).'),
    ).toBeInTheDocument();
    const prod = screen.getByRole('link', { name: / in prod: / });
    expect(prod).toHaveTextContent('12 not evidenced');
    expect(prod).toHaveTextContent('0 of 12 pass');
    expect(prod).toHaveTextContent('0 of 12 evidenced');
    expect(screen.getByRole('list', { name: /Sources/ })).toHaveTextContent(
      /cluster prodlate: no sign of life.*since 4 min ago.*last answer 5 min ago/,
    );
  });

  it('shows loading, then an error with its reason and a way to retry', async () => {
    let fail: (error: Error) => void = () => {};
    show(
      () =>
        new Promise((_resolve, reject) => {
          fail = reject;
        }),
    );
    expect(await screen.findByText('The scorecards load')).toBeInTheDocument();
    fail(responseError(503, 'the backend starts'));
    expect(
      await screen.findByText('The scorecards could not be read'),
    ).toBeInTheDocument();
    expect(screen.getByText('the backend starts')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });

  it('waits for the first evaluation instead of showing zero', async () => {
    show(async () =>
      overview({
        ready: false,
        cells: [cell('dev', { 'not-evidenced': 12 })],
      }),
    );
    expect(
      await screen.findByText('The first evaluation is not complete.'),
    ).toBeInTheDocument();
  });

  it('offers the next step when there is no environment', async () => {
    show(async () => overview({ environments: [], cells: [] }));
    expect(await screen.findByText('No environment to judge')).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Create an environment' }),
    ).toHaveAttribute('href', '/create');
  });

  it('says so when no framework could be read, and which file is wrong', async () => {
    show(async () =>
      overview({
        frameworks: [],
        cells: [],
        problems: [
          {
            file: 'compliance/frameworks/x.yaml',
            path: 'controls',
            message: 'this field is required',
          },
        ],
      }),
    );
    expect(await screen.findByText('No framework to show')).toBeVisible();
    expect(
      screen.getByText(/compliance\/frameworks\/x.yaml controls/),
    ).toBeVisible();
  });

  it('tells a viewer without rights, and one who sees only a part', async () => {
    show(async () => overview({ access: 'none', frameworks: [], cells: [] }));
    expect(await screen.findByText('You may not see scorecards')).toBeVisible();
  });

  it('tells a viewer who sees only a part', async () => {
    show(async () => overview({ access: 'some' }));
    expect(
      await screen.findByText(/Your role shows you some of the environments/),
    ).toBeVisible();
  });
});
