import type { ObjectiveList } from '@chat2sql/plugin-slo-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import {
  INVALID,
  item,
  list,
  measured,
  NOTHING_MEASURED,
} from '../__fixtures__/objectives';
import { fakeApi, renderPage } from '../__testUtils__/renderPage';
import { OverviewPage } from './OverviewPage';

function Address() {
  const { search } = useLocation();
  return <output data-testid="address">{search}</output>;
}

function show(answer: ObjectiveList | Error, at = '/slo') {
  return renderPage(
    <>
      <OverviewPage />
      <Address />
    </>,
    {
      at,
      api: fakeApi({
        list: async () => {
          if (answer instanceof Error) throw answer;
          return answer;
        },
      }),
    },
  );
}

const silent = measured({
  source: {
    answering: false,
    reason: 'Prometheus main refuses the connection',
    since: '2026-11-25T10:00:00Z',
  },
});

describe('OverviewPage', () => {
  it('answers first and lists worst first with every number', async () => {
    show(
      list([
        item('prod', measured({ bad: 600, hourBad: 20 }), [
          {
            name: 'Burn',
            state: 'firing',
            activeAt: '2026-11-25T10:00:00Z',
            labels: { slo: 'api-availability', environment: 'prod' },
          },
        ]),
        item('dev'),
      ]),
    );
    expect(
      await screen.findByText(/1 of 2 objectives is burning/),
    ).toHaveTextContent('API availability in prod (burning fast)');
    const table = screen.getByRole('table', {
      name: 'Objectives, worst first',
    });
    const [, first, second] = within(table).getAllByRole('row');
    expect(first).toHaveTextContent('Burning fast');
    expect(first).toHaveTextContent('target 99.9 %');
    expect(first).toHaveTextContent('99.940 %');
    expect(first).toHaveTextContent('600 of 1M bad');
    expect(first).toHaveTextContent('40 %');
    expect(first).toHaveTextContent('20.0×');
    expect(first).toHaveTextContent('burning');
    expect(first).toHaveTextContent('in 14 h to 6 d');
    expect(first).toHaveTextContent('30 d');
    expect(first).toHaveTextContent('1 firing');
    expect(
      within(first).getByRole('img', { name: '40 % of the error budget left' }),
    ).toBeInTheDocument();
    expect(within(first).getByRole('link')).toHaveAttribute(
      'href',
      '/slo/objectives/api-availability.prod',
    );
    expect(second).toHaveTextContent('Met');
  });

  it('shows an overdrawn budget below zero', async () => {
    show(list([item('prod', measured({ bad: 1_370 }))]));
    expect(await screen.findByText('−37 %')).toBeInTheDocument();
    expect(
      screen.getByRole('img', { name: 'the error budget is overdrawn: −37 %' }),
    ).toBeInTheDocument();
    expect(screen.getAllByText(/used up/).length).toBeGreaterThan(0);
  });

  it('keeps the last numbers while Prometheus is silent, and calls nothing met', async () => {
    show(
      list(
        [item('prod', silent), item('dev', { ...silent, ...NOTHING_MEASURED })],
        {
          sources: [
            {
              id: 'prometheus:main',
              title: 'Prometheus main',
              kind: 'prometheus',
              condition: 'failed',
              reason: 'refuses the connection',
              since: '2026-11-25T10:00:00Z',
            },
          ],
        },
      ),
    );
    expect(
      await screen.findByText(/Not measured at the moment/),
    ).toBeInTheDocument();
    const [, first, second] = screen.getAllByRole('row');
    expect(first).toHaveTextContent('Unknown');
    expect(first).toHaveTextContent('was: Met');
    expect(first).toHaveTextContent('99.990 %');
    expect(first).toHaveTextContent('not read');
    expect(second).toHaveTextContent('Unknown');
    expect(second).not.toHaveTextContent(/\b(0|100) %/);
    expect(
      screen.queryByText('Met', { selector: 'span' }),
    ).not.toBeInTheDocument();
    expect(screen.getByText('Prometheus main')).toBeInTheDocument();
  });

  it('shows refused files as rows with their fault, beside the others', async () => {
    show(list([item('prod')], { invalid: [INVALID] }));
    expect(
      await screen.findByText('Invalid file', { selector: 'span' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'SLO files that could not be read' }),
    ).toBeInTheDocument();
    expect(screen.getAllByText(/metadata\.name/).length).toBeGreaterThan(0);
    expect(screen.getByText('Met', { selector: 'span' })).toBeInTheDocument();
  });

  it('says why a number cannot be trusted', async () => {
    const part = measured();
    part.inPeriod = { ...part.inPeriod, measuredSeconds: 12 * 86_400 };
    const unseen = measured({ bad: 0 });
    unseen.inPeriod = { ...unseen.inPeriod, badSeen: false };
    const few = measured({ bad: 0 });
    few.inPeriod = { ...few.inPeriod, total: 500 };
    show(list([item('prod', part), item('dev', unseen), item('staging', few)]));
    expect(await screen.findByText('12 d of 30 d')).toBeInTheDocument();
    expect(
      screen.getAllByText('Too little data', { selector: 'span' }),
    ).toHaveLength(3);
    expect(screen.getByText('no errors seen')).toBeInTheDocument();
    expect(screen.getByText(/very low traffic/)).toBeInTheDocument();
  });

  it('keeps filters in the address', async () => {
    const user = userEvent.setup();
    show(list([item('prod'), item('dev')]), '/slo?environment=dev');
    expect(await screen.findAllByRole('row')).toHaveLength(2);
    await user.selectOptions(screen.getByLabelText('State'), 'Burning');
    expect(
      screen.getByText('No objective matches these filters'),
    ).toBeInTheDocument();
    expect(screen.getByTestId('address')).toHaveTextContent(
      '?environment=dev&state=ticketing',
    );
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(screen.getAllByRole('row')).toHaveLength(3);
    await user.type(screen.getByLabelText('Search'), 'prod');
    expect(screen.getAllByRole('row')).toHaveLength(2);
  });

  it('has a door out of an empty, a forbidden and a broken list', async () => {
    const view = show(list([]));
    expect(await screen.findByText('No objectives yet')).toBeInTheDocument();
    view.unmount();
    const broken = show(new Error('the backend is gone'));
    expect(
      await screen.findByText('The objectives could not be read'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
    broken.unmount();
    show(Object.assign(new Error('no'), { statusCode: 403 }));
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });

  it('does not call a repository that was not read empty', async () => {
    show(
      list([], {
        sources: [
          {
            id: 'repository:platform',
            title: 'platform-repo',
            kind: 'repository',
            condition: 'failed',
            reason: 'the git host does not answer',
          },
        ],
      }),
    );
    expect(
      await screen.findByText(
        'The objectives are not known: the git host does not answer.',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText('No objectives yet')).not.toBeInTheDocument();
  });

  it('draws the layout while it loads', async () => {
    renderPage(<OverviewPage />, {
      api: fakeApi({ list: () => new Promise(() => {}) }),
    });
    expect(await screen.findByText('The objectives load')).toBeInTheDocument();
  });
});
