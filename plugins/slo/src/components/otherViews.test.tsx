import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  detail,
  item,
  list,
  measured,
  NOTHING_MEASURED,
  series,
} from '../__fixtures__/objectives';
import { fakeApi, renderPage } from '../__testUtils__/renderPage';
import { EntitySlo } from './EntitySlo';
import { HomeSlo } from './HomeSlo';
import { SloRouter } from './SloRouter';

function showDetail(
  answer: ReturnType<typeof detail> | Error,
  at = '/slo/objectives/api-availability.prod',
) {
  const asked: string[] = [];
  const view = renderPage(<SloRouter />, {
    at,
    mountPath: '/slo',
    api: fakeApi({
      detail: async () => {
        if (answer instanceof Error) throw answer;
        return answer;
      },
      series: async (_id, range) => {
        asked.push(range);
        return series();
      },
    }),
  });
  return { view, asked };
}

describe('the page of an objective', () => {
  it('answers, shows the numbers, the owner and the runbook', async () => {
    showDetail(detail('prod', measured({ bad: 600, hourBad: 20 })));
    expect(
      await screen.findByText(
        'API availability in prod: Burning fast. 40 % of the budget left; at this pace it is used up in 14 h to 6 d.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText('600 of 1,000,000 bad')).toBeInTheDocument();
    const facts = screen.getByRole('region', {
      name: 'Facts about API availability in prod',
    });
    expect(
      within(facts).getByRole('link', { name: 'backend-error-rate' }),
    ).toHaveAttribute(
      'href',
      '/docs/default/component/chat2sql-runbooks/backend-error-rate',
    );
    expect(within(facts).getByRole('link', { name: 'sre' })).toHaveAttribute(
      'href',
      '/catalog/default/group/sre',
    );
    expect(within(facts).getByRole('link', { name: 'prod' })).toHaveAttribute(
      'href',
      '/environments/prod',
    );
    const tiers = screen.getByRole('table', { name: 'Burn alerts' });
    const [, page] = within(tiers).getAllByRole('row');
    expect(page).toHaveTextContent('page14.4×20.0×5m20.0×1hfiring');
  });

  it('draws both charts with a table view, and keeps the range in the address', async () => {
    const user = userEvent.setup();
    const { asked } = showDetail(detail('prod'));
    expect(
      await screen.findByRole('group', {
        name: 'Budget left, counted from the start of the window',
      }),
    ).toBeInTheDocument();
    const errors = screen.getByRole('group', { name: 'Share of bad events' });
    await user.click(
      within(errors).getByRole('button', { name: 'Show as table' }),
    );
    expect(within(errors).getByRole('table')).toHaveTextContent('2 %');
    await user.click(screen.getByRole('radio', { name: '6 hours' }));
    expect(await screen.findByRole('radio', { name: '6 hours' })).toBeChecked();
    expect(asked).toEqual(['window', '6h']);
  });

  it('explains the number and gives queries to copy', async () => {
    const user = userEvent.setup();
    showDetail(detail('prod'));
    await user.click(await screen.findByText('Explain this number'));
    expect(
      screen.getByText(/Counted: 100 bad of 1,000,000, from/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Share of bad: 100 ÷ 1,000,000 = 0.01 %'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Budget: 100 % − 99.9 % = 0.1 %'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Left: 1 − 0.01 % ÷ 0.1 % = 90 %'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/increase\(errors_total\{ns="chat2sql-prod"\}\[30d\]\)/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Copy the query for 1h' }),
    ).toBeInTheDocument();
    await user.click(screen.getByText('Document as it stands in git'));
    expect(screen.getByText(/kind: SLO/)).toBeInTheDocument();
  });

  it('shows last values as old while the source is silent', async () => {
    showDetail(
      detail(
        'prod',
        measured({
          source: {
            answering: false,
            reason: 'Prometheus main does not answer in time',
          },
        }),
      ),
    );
    expect(
      await screen.findByText(
        'API availability in prod is not known at the moment. Last: Met, 90 % of the budget left.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getAllByText('Prometheus main does not answer in time').length,
    ).toBeGreaterThan(0);
  });

  it('has no number where there is none, and says why', async () => {
    showDetail(detail('prod', measured(NOTHING_MEASURED)));
    expect(
      await screen.findByText(
        'API availability in prod: No data, no such series in Prometheus.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'There is no number to explain: no such series in Prometheus.',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('radio')).not.toBeInTheDocument();
  });

  it('says when there is no such objective', async () => {
    showDetail(Object.assign(new Error('x'), { statusCode: 404 }));
    expect(
      await screen.findByText(
        'There is no objective api-availability.prod that you may see',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /All objectives/ }),
    ).toHaveAttribute('href', '/slo');
  });
});

describe('EntitySlo', () => {
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'chat2sql-backend', namespace: 'default' },
  };
  const show = (answer: ReturnType<typeof list>) => {
    const asked: Array<string | undefined> = [];
    renderPage(
      <EntityProvider entity={entity}>
        <EntitySlo />
      </EntityProvider>,
      {
        api: fakeApi({
          list: async options => {
            asked.push(options?.entityRef);
            return answer;
          },
        }),
      },
    );
    return asked;
  };

  it('lists the objectives of the component, without a main of its own', async () => {
    const asked = show(list([item('prod')]));
    expect(await screen.findByRole('table')).toHaveTextContent(
      'API availability',
    );
    expect(asked[0]).toBe('component:default/chat2sql-backend');
    expect(document.querySelector('main')).toBeNull();
  });

  it('tells how to get one', async () => {
    show(list([]));
    expect(
      await screen.findByText('No objective belongs to this component yet'),
    ).toBeInTheDocument();
  });
});

describe('HomeSlo', () => {
  it('is one quiet line when all is well', async () => {
    renderPage(<HomeSlo />, {
      api: fakeApi({ list: async () => list([item('prod')]) }),
    });
    expect(
      await screen.findByText('The objective is met.'),
    ).toBeInTheDocument();
    expect(screen.queryByRole('listitem')).not.toBeInTheDocument();
  });

  it('leads to what burns', async () => {
    renderPage(<HomeSlo />, {
      api: fakeApi({
        list: async () =>
          list([item('prod', measured({ bad: 2_000 })), item('dev')]),
      }),
    });
    const row = await screen.findByRole('listitem');
    expect(within(row).getByRole('link')).toHaveAttribute(
      'href',
      '/slo/objectives/api-availability.prod',
    );
    expect(row).toHaveTextContent('Exhausted');
    expect(row).toHaveTextContent('−100 %');
  });

  it('contains its own failure', async () => {
    renderPage(<HomeSlo />, {
      api: fakeApi({ list: async () => Promise.reject(new Error('gone')) }),
    });
    expect(
      await screen.findByText('The objectives could not be read'),
    ).toBeInTheDocument();
  });
});
