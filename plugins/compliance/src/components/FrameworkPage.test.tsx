import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CIS, failingResult, framework } from '../__fixtures__/scorecards';
import {
  address,
  fakeApi,
  renderPage,
  responseError,
} from '../__testUtils__/renderPage';
import { FrameworkPage } from './FrameworkPage';

const PATH = `/compliance/frameworks/${CIS}`;

function show(query = '', api = fakeApi()) {
  renderPage(<FrameworkPage frameworkKey={CIS} />, {
    api,
    at: PATH + query,
  });
  return api;
}

const rows = () =>
  within(screen.getByRole('table', { name: 'Controls, worst first' }))
    .getAllByRole('row')
    .slice(1)
    .map(row => row.textContent);

describe('the framework page', () => {
  it('lists the controls of all environments, worst first', async () => {
    show();
    expect(
      await screen.findByText(
        '1 of 4 controls fails in at least one environment: 5.2.3. 1 of 4 are not evidenced in at least one environment.',
      ),
    ).toBeInTheDocument();
    expect(rows()).toEqual([
      '5.2.3 No process namespace of the nodeFailPassFail',
      '5.2.10 No Windows host processesStaleStalePass',
      '5.2.1 The cluster refuses unsafe podsPartialPartialPartial',
      '5.2.2 No privileged containersPassPassPass',
    ]);
    expect(
      screen.getByText('CIS marks every control of section 5 Manual.'),
    ).toBeVisible();
  });

  it('sorts numbers of controls as numbers', async () => {
    show('?sort=control');
    await screen.findByRole('table');
    expect(rows().map(r => r?.split(' ')[0])).toEqual([
      '5.2.1',
      '5.2.2',
      '5.2.3',
      '5.2.10',
    ]);
  });

  it('keeps environment and status in the address, and shows why', async () => {
    show();
    await screen.findByRole('table');
    await userEvent.selectOptions(screen.getByLabelText('Environment'), 'prod');
    expect(address()).toBe(`${PATH}?environment=prod`);
    expect(
      screen.getByText('1 of 4 controls fails in prod: 5.2.3.'),
    ).toBeVisible();
    expect(rows()[0]).toContain(
      'Deployment chat2sql-backend: hostPID shares the namespace',
    );
    expect(screen.getByText('9 of 12 pass')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open prod' })).toHaveAttribute(
      'href',
      '/environments/prod',
    );
    await userEvent.selectOptions(
      screen.getByLabelText('Status'),
      'Needs attention',
    );
    expect(address()).toBe(`${PATH}?environment=prod&status=attention`);
    expect(rows()).toHaveLength(2);
    await userEvent.selectOptions(screen.getByLabelText('Status'), 'Waived');
    expect(screen.getByText('No control matches these filters')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(address()).toBe(PATH);
    expect(rows()).toHaveLength(4);
  });

  it('opens a control with what was judged, how to mend it and what it does not prove', async () => {
    const api = show('?environment=prod');
    await userEvent.click(
      await screen.findByRole('button', { name: /^5\.2\.3/ }),
    );
    expect(address()).toBe(`${PATH}?environment=prod&control=5.2.3`);
    const drawer = await screen.findByRole('dialog', {
      name: '5.2.3 No process namespace of the node',
    });
    await within(drawer).findByText('Deployment chat2sql-backend');
    expect(api.results).toHaveBeenCalledWith(
      expect.objectContaining({
        framework: CIS,
        control: '5.2.3',
        environment: 'prod',
      }),
      expect.anything(),
    );
    expect(drawer).toHaveTextContent('What was judged in prod');
    expect(drawer).toHaveTextContent('Remove the named field');
    expect(drawer).toHaveTextContent('PSS-B · direct');
    expect(drawer).toHaveTextContent('hostnamespaces, hostPID');
    expect(drawer).toHaveTextContent(
      'Even a pass does not prove: Pods of other namespaces.',
    );
    expect(drawer).toHaveTextContent(/assessed by a person/);
    expect(
      within(drawer).getByRole('link', {
        name: 'Background: Pod Security Standards, baseline',
      }),
    ).toHaveAttribute('href', expect.stringContaining('kubernetes.io'));
  });

  it('opens the evidence from the control and returns to it', async () => {
    show('?environment=prod&control=5.2.3');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Open evidence of PSS-B for Deployment chat2sql-backend in prod',
      }),
    );
    expect(address()).toContain('evidence=PSS-B:prod:Deployment.apps');
    const drawer = await screen.findByRole('dialog', {
      name: 'Evidence: Deployment chat2sql-backend',
    });
    await within(drawer).findByText('ab'.repeat(32));
    expect(drawer).toHaveTextContent('uid-1');
    expect(drawer).toHaveTextContent('4711');
    expect(drawer).toHaveTextContent('1+abcdef012345');
    expect(drawer).toHaveTextContent('spec.template.spec.hostPID');
    expect(drawer).toHaveTextContent('"hostPID": true');
    expect(
      within(drawer).getByRole('button', { name: 'Copy the hash' }),
    ).toBeVisible();
    fireEvent.keyDown(drawer, { key: 'Escape' });
    await waitFor(() => expect(address()).not.toContain('evidence='));
    expect(
      await screen.findByRole('dialog', { name: /^5\.2\.3/ }),
    ).toBeInTheDocument();
  });

  it('says to whom the evidence is closed that it is, and why', async () => {
    const api = fakeApi({
      evidence: async () => {
        throw responseError(403, 'you may see the results of prod');
      },
    });
    show(`?evidence=${encodeURIComponent(failingResult().id)}`, api);
    expect(await screen.findByText(/not the objects behind it/)).toBeVisible();
  });

  it('copes with links that lead nowhere', async () => {
    show('?control=9.9&environment=elsewhere');
    expect(
      await screen.findByText('No such control in this framework'),
    ).toBeVisible();
  });

  it('says when there is no such framework, and when it may not be seen', async () => {
    const missing = fakeApi({
      framework: async () => {
        throw responseError(404, 'no framework');
      },
    });
    show('', missing);
    expect(await screen.findByText('No such framework')).toBeVisible();
  });

  it('shows nothing of a framework whose environments are hidden', async () => {
    const hidden = fakeApi({
      framework: async () =>
        framework({ access: 'none', environments: [], cells: [] }),
    });
    show('', hidden);
    expect(await screen.findByText('You may not see scorecards')).toBeVisible();
  });
});
