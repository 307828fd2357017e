import type { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import {
  healthyMatrix,
  riskyMatrix,
  troubledMatrix,
} from '../__fixtures__/matrix';
import { fakeApi, renderPage } from '../__testUtils__/renderPage';
import { EntityComponentEnvironments } from './EntityComponentEnvironments';
import { EntityEnvironment } from './EntityEnvironment';
import { EnvironmentsRouter } from './EnvironmentsRouter';
import { HomeEnvironments } from './HomeEnvironments';

const troubled = () => fakeApi({ matrix: async () => troubledMatrix() }).api;

const entity = (change: Partial<Entity>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'chat2sql-backend', namespace: 'default' },
  ...change,
});

describe('the page of an environment', () => {
  it('answers, lists components worst first, and tells the facts', async () => {
    renderPage(<EnvironmentsRouter />, {
      api: troubled(),
      at: '/environments/prod',
      mountPath: '/environments',
    });
    expect(
      await screen.findByText('prod is degraded: Backend: 2 of 3 pods crash.'),
    ).toBeInTheDocument();
    const table = screen.getByRole('table', { name: 'Components' });
    expect(
      within(table)
        .getAllByRole('rowheader')
        .map(cell => cell.textContent),
    ).toEqual(['Backend', 'Redis', 'Frontend']);
    const facts = screen.getByRole('region', { name: 'Facts about prod' });
    expect(facts).toHaveTextContent('2 alerts firing');
    expect(facts).toHaveTextContent('Out of sync');
    expect(within(facts).getByRole('link', { name: 'sre' })).toHaveAttribute(
      'href',
      '/catalog/default/group/sre',
    );
    // The silent cluster is not prod's.
    expect(screen.queryByText('cluster nonprod')).not.toBeInTheDocument();
  });

  it('names what is outside the components, with its runbook, and its landmarks apart', async () => {
    renderPage(<EnvironmentsRouter />, {
      api: fakeApi({ matrix: async () => riskyMatrix() }).api,
      at: '/environments/prod',
      mountPath: '/environments',
    });
    expect(await screen.findByText(/^prod is at risk/)).toHaveTextContent(
      'prod is at risk: Schedule chat2sql-prod: The last backup is of 2026-11-21.',
    );
    expect(
      screen.getByRole('heading', { name: 'Outside the components' }),
    ).toBeInTheDocument();
    const entry = (text: RegExp) =>
      screen.getAllByRole('listitem').find(li => text.test(li.textContent!))!;
    const due = entry(/^At riskCertificate chat2sql-tls/);
    expect(due).toHaveTextContent('it was to be renewed on 2026-11-20.');
    expect(within(due).getByRole('link', { name: 'Runbook' })).toHaveAttribute(
      'href',
      '/docs/default/component/chat2sql-runbooks/certificate-expiring',
    );
    expect(
      within(entry(/^DegradedSchedule/)).getByRole('link', { name: 'Runbook' }),
    ).toHaveAttribute(
      'href',
      '/docs/default/component/chat2sql-runbooks/restore-from-backup',
    );
    expect(screen.queryByRole('region', { name: 'Components' })).toBeNull();
  });

  it('has no section for what is outside when nothing there is wrong', async () => {
    renderPage(<EnvironmentsRouter />, {
      api: troubled(),
      at: '/environments/prod',
      mountPath: '/environments',
    });
    await screen.findByText(/^prod is degraded/);
    expect(
      screen.queryByRole('heading', { name: 'Outside the components' }),
    ).toBeNull();
  });

  it('says when there is no such environment', async () => {
    renderPage(<EnvironmentsRouter />, {
      api: troubled(),
      at: '/environments/qa',
      mountPath: '/environments',
    });
    expect(
      await screen.findByText('There is no environment qa that you may see'),
    ).toBeInTheDocument();
  });
});

describe('catalog tabs', () => {
  it('show an environment by its annotation', async () => {
    renderPage(
      <EntityProvider
        entity={entity({
          kind: 'Resource',
          metadata: {
            name: 'chat2sql-test',
            annotations: { 'chat2sql.io/environment': 'test' },
          },
        })}
      >
        <EntityEnvironment />
      </EntityProvider>,
      { api: troubled(), at: '/' },
    );
    expect(await screen.findByText(/^test is unknown/)).toBeInTheDocument();
    expect(screen.queryByRole('main')).not.toBeInTheDocument();
  });

  it('show a component in every environment, in the order of the tiers', async () => {
    renderPage(
      <EntityProvider entity={entity({})}>
        <EntityComponentEnvironments />
      </EntityProvider>,
      { api: troubled(), at: '/' },
    );
    const heads = await screen.findAllByRole('rowheader');
    expect(heads.map(head => head.textContent)).toEqual([
      'dev',
      'test',
      'staging',
      'prod',
    ]);
  });

  it('say when the component is in no environment', async () => {
    renderPage(
      <EntityProvider entity={entity({ metadata: { name: 'argo-cd' } })}>
        <EntityComponentEnvironments />
      </EntityProvider>,
      { api: troubled(), at: '/' },
    );
    expect(
      await screen.findByText('This entity is not part of any environment.'),
    ).toBeInTheDocument();
  });
});

describe('the section of the home page', () => {
  it('lists what needs attention, worst first, and leads to its cell', async () => {
    renderPage(<HomeEnvironments />, { api: troubled(), at: '/' });
    const link = await screen.findByRole('link', { name: /Backend in prod/ });
    expect(link).toHaveAttribute(
      'href',
      '/environments?cell=prod/chat2sql-backend',
    );
    const items = screen.getAllByRole('listitem').map(li => li.textContent);
    expect(items[0]).toMatch(/^DegradedBackend in prod/);
    expect(items[items.length - 1]).not.toMatch(/^Healthy/);
  });

  it('lists environments at risk and leads to their page', async () => {
    renderPage(<HomeEnvironments />, {
      api: fakeApi({ matrix: async () => riskyMatrix() }).api,
      at: '/',
    });
    const link = await screen.findByRole('link', { name: /^At risk prod/ });
    expect(link).toHaveAttribute('href', '/environments/prod');
    expect(link).toHaveTextContent('Schedule chat2sql-prod: The last backup');
  });

  it('is one quiet line when all is well', async () => {
    renderPage(<HomeEnvironments />, {
      api: fakeApi({ matrix: async () => healthyMatrix() }).api,
      at: '/',
    });
    expect(
      await screen.findByText(/All 4 environments are healthy\./),
    ).toBeInTheDocument();
    expect(screen.queryByRole('listitem')).not.toBeInTheDocument();
  });

  it('shows an error, not silence, when nothing could be read', async () => {
    renderPage(<HomeEnvironments />, {
      api: fakeApi({
        matrix: async () => {
          throw new Error('gone');
        },
      }).api,
      at: '/',
    });
    expect(
      await screen.findByRole('heading', {
        name: 'The environments could not be read',
      }),
    ).toBeInTheDocument();
  });
});
