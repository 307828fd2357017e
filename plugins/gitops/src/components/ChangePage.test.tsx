import { diffFile } from '@chat2sql/plugin-gitops-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { check, detail } from '../__fixtures__/changes';
import {
  fakeApi,
  renderPage,
  responseError,
} from '../__testUtils__/renderPage';
import { ChangesRouter } from './ChangesRouter';

function renderChange(
  api: ReturnType<typeof fakeApi>,
  options: { at?: string; user?: string } = {},
) {
  return renderPage(<ChangesRouter />, {
    api,
    at: '/changes/7',
    mountPath: '/changes',
    ...options,
  });
}

// Rendering the whole page and asking by role takes seconds on a busy machine.
jest.setTimeout(30_000);

describe('the page of a change', () => {
  it('answers who must act, what it does, and whether it is all right', async () => {
    renderChange(fakeApi({ change: jest.fn(async () => detail()) }));
    expect(
      await screen.findByText(
        'This change waits for somebody who may merge to dev.',
      ),
    ).toBeInTheDocument();
    // One of the files is a change, so nobody may read that files are only added.
    expect(screen.queryByText(/changes nothing else/)).toBeNull();
    expect(
      screen.getByText('1 of 2 checks pass: 1 not verified.'),
    ).toBeInTheDocument();
    expect(screen.getByText('Looks good')).toBeInTheDocument();
    expect(screen.getAllByRole('link', { name: 'mei' })[0]).toHaveAttribute(
      'href',
      '/catalog/default/user/mei',
    );
    // No rights, no buttons.
    expect(screen.queryByRole('button', { name: /merge/i })).toBeNull();
    expect(screen.queryByRole('button', { name: /close without/i })).toBeNull();
    expect(screen.queryByLabelText('Write a comment')).toBeNull();
  });

  it('tells the author that somebody else merges', async () => {
    renderChange(fakeApi({ change: jest.fn(async () => detail()) }), {
      user: 'user:default/mei',
    });
    expect(
      await screen.findByText(
        'Your change waits for somebody else who may merge to dev.',
      ),
    ).toBeInTheDocument();
  });

  it('merges what is shown, after a question that names the tier', async () => {
    const user = userEvent.setup();
    const open = detail({
      tier: 'prod',
      allowedActions: ['comment', 'merge', 'close'],
    });
    const api = fakeApi({
      change: jest.fn(async () => open),
      merge: jest.fn(async () => open),
    });
    renderChange(api);
    await user.click(
      await screen.findByRole('button', { name: 'Merge to prod' }),
    );
    let dialog = await screen.findByRole('dialog', { name: 'Merge to prod?' });
    expect(dialog).toHaveTextContent(
      'environment dev-feat-x on cluster nonprod',
    );
    expect(dialog).toHaveTextContent('1 not verified');
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.merge).not.toHaveBeenCalled();

    await user.click(screen.getByRole('button', { name: 'Merge to prod' }));
    dialog = await screen.findByRole('dialog');
    await user.click(
      within(dialog).getByRole('button', { name: 'Merge to prod' }),
    );
    await waitFor(() =>
      expect(api.merge).toHaveBeenCalledWith(7, open.headSha),
    );
    // Then the change is read again.
    await waitFor(() =>
      expect(Math.max(...api.change.mock.invocationCallOrder)).toBeGreaterThan(
        api.merge.mock.invocationCallOrder[0],
      ),
    );
  });

  it('says why a merge did not work', async () => {
    const user = userEvent.setup();
    renderChange(
      fakeApi({
        change: jest.fn(async () => detail({ allowedActions: ['merge'] })),
        merge: jest.fn(async () => {
          throw responseError(
            409,
            'the branch got new commits since you looked',
          );
        }),
      }),
    );
    await user.click(
      await screen.findByRole('button', { name: 'Merge to dev' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.click(
      within(dialog).getByRole('button', { name: 'Merge to dev' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the branch got new commits since you looked',
    );
  });

  it('closes with a reason, and comments', async () => {
    const user = userEvent.setup();
    const api = fakeApi({
      change: jest.fn(async () =>
        detail({ allowedActions: ['comment', 'close'] }),
      ),
      close: jest.fn(async () => {}),
      comment: jest.fn(async () => {}),
    });
    renderChange(api);
    await user.type(
      await screen.findByLabelText('Write a comment'),
      'Please wait ',
    );
    await user.click(screen.getByRole('button', { name: 'Send comment' }));
    await waitFor(() =>
      expect(api.comment).toHaveBeenCalledWith(7, 'Please wait'),
    );
    await waitFor(() =>
      expect(screen.getByLabelText('Write a comment')).toHaveValue(''),
    );
    await user.click(
      screen.getByRole('button', { name: 'Close without merging' }),
    );
    const dialog = await screen.findByRole('dialog');
    await user.type(
      within(dialog).getByLabelText('Reason (optional)'),
      'Not needed',
    );
    await user.click(
      within(dialog).getByRole('button', { name: 'Close the change' }),
    );
    await waitFor(() =>
      expect(api.close).toHaveBeenCalledWith(7, 'Not needed'),
    );
  });

  it('shows the way to healthy with times, and what it is stuck on', async () => {
    const at = (minutes: number) =>
      new Date(Date.now() - minutes * 60_000).toISOString();
    renderChange(
      fakeApi({
        change: jest.fn(async () =>
          detail({
            state: 'merged',
            mergedBy: 'user:default/jonas',
            stages: { requested: at(30), merged: at(20) },
            progress: {
              waitingFor: 'reconciler',
              since: at(20),
              stuck: true,
              detail: 'Argo CD is at 0123456789ab, OutOfSync',
            },
          }),
        ),
      }),
    );
    expect(
      await screen.findByText(
        'Merged, but Argo CD has not applied it for too long.',
      ),
    ).toBeInTheDocument();
    const timeline = screen.getByRole('region', { name: 'Way to healthy' });
    const stages = within(timeline).getAllByRole('listitem');
    expect(stages.map(s => s.textContent)).toEqual([
      expect.stringContaining('Asked for'),
      expect.stringContaining('after 10 min 0 s'),
      expect.stringMatching(
        /Apply by Argo CD.*waits for Argo CD, 20 min 0 s so far.*OutOfSync/,
      ),
      expect.stringMatching(/Healthy.*not yet/),
    ]);
  });

  it('says what moved under a stale change, and what to do', async () => {
    renderChange(
      fakeApi({
        change: jest.fn(async () =>
          detail({
            state: 'stale',
            progress: {
              waitingFor: 'author',
              stuck: false,
              detail: 'main moved under the plan: a.yaml',
            },
          }),
        ),
      }),
      { user: 'user:default/mei' },
    );
    expect(
      await screen.findByText(
        'This change cannot be merged as it is: main moved under the plan: a.yaml. Close it and ask again.',
      ),
    ).toBeInTheDocument();
  });

  it('has words for what is not there, not allowed, not readable', async () => {
    const missing = renderChange(
      fakeApi({
        change: jest.fn(async () => {
          throw responseError(404, 'there is no change 7');
        }),
      }),
    );
    expect(await screen.findByText('There is no change 7')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All changes' })).toHaveAttribute(
      'href',
      '/changes',
    );
    missing.unmount();

    const forbidden = renderChange(
      fakeApi({
        change: jest.fn(async () => {
          throw responseError(403, 'no');
        }),
      }),
    );
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    forbidden.unmount();

    const user = userEvent.setup();
    const change = jest
      .fn()
      .mockRejectedValueOnce(responseError(503, 'git is not available'))
      .mockResolvedValue(detail());
    renderChange(fakeApi({ change }));
    expect(await screen.findByText('git is not available')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Create environment dev/feat-x'),
    ).toBeInTheDocument();
  });

  it('asks nobody about an address that is no number', async () => {
    const api = fakeApi();
    renderChange(api, { at: '/changes/..%2Fx' });
    expect(await screen.findByText(/There is no change/)).toBeInTheDocument();
    expect(api.change).not.toHaveBeenCalled();
  });
});

describe('checks and differences', () => {
  it('starts a large change with its new files closed, but the first', async () => {
    const long = Array.from({ length: 150 }, (_, i) => `line ${i}\n`).join('');
    const files = ['a', 'b', 'c'].map(name =>
      diffFile(`${name}.yaml`, undefined, long),
    );
    renderChange(fakeApi({ change: jest.fn(async () => detail({ files })) }));
    await screen.findByRole('table', { name: 'Differences in a.yaml' });
    expect(
      screen.getByText(
        'Adds 3 files in environments/dev/feat-x and changes nothing else.',
      ),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('table', { name: /Differences/ })).toHaveLength(
      1,
    );
    expect(
      screen.getByText('3 files, 450 lines added, 0 removed.'),
    ).toBeInTheDocument();
  });

  it('shows the lines of a very long file in parts', async () => {
    const user = userEvent.setup();
    const long = Array.from({ length: 500 }, (_, i) => `line ${i}\n`).join('');
    renderChange(
      fakeApi({
        change: jest.fn(async () =>
          detail({ files: [diffFile('long.yaml', undefined, long)] }),
        ),
      }),
    );
    await screen.findByText('line 399');
    expect(screen.queryByText('line 400')).toBeNull();
    await user.click(
      screen.getByRole('button', { name: 'Show 100 more lines' }),
    );
    expect(screen.getByText('line 499')).toBeInTheDocument();
  });

  it('lists checks worst first, with the findings of failures open', async () => {
    renderChange(
      fakeApi({
        change: jest.fn(async () =>
          detail({
            checks: [
              check(),
              check({
                id: 'images',
                title: 'Images are pinned by digest',
                status: 'fail',
                message: '1 of 9 images can change.',
                findings: [
                  {
                    message: 'the image of redis is not pinned by digest',
                    object: 'StatefulSet chat2sql-redis',
                    path: 'spec.template.spec.containers[0].image',
                  },
                ],
              }),
            ],
          }),
        ),
      }),
    );
    const table = await screen.findByRole('table', {
      name: 'Results of the checks',
    });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows[0]).toHaveTextContent(/Fail.*blocks.*Images are pinned/);
    expect(
      within(rows[0]).getByText(/StatefulSet chat2sql-redis · spec/),
    ).toBeVisible();
    expect(rows[1]).toHaveTextContent('Pass');
  });

  it('shows lines with words for added and removed, and closes by keyboard', async () => {
    const user = userEvent.setup();
    renderChange(fakeApi({ change: jest.fn(async () => detail()) }));
    const table = await screen.findByRole('table', {
      name: 'Differences in environments/dev/feat-x/quota.yaml',
    });
    const rows = within(table)
      .getAllByRole('row')
      .map(row => row.textContent);
    expect(rows).toContain('3 unchanged lines');
    expect(rows).toContain('7−removedpods: "15"');
    expect(rows).toContain('7+addedpods: "14"');
    expect([...table.querySelectorAll('mark')].map(m => m.textContent)).toEqual(
      ['15', '14'],
    );

    const toggle = screen.getByRole('button', { name: /quota\.yaml/ });
    expect(toggle).toHaveAttribute('aria-expanded', 'true');
    toggle.focus();
    await user.keyboard('{Enter}');
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByRole('table', { name: /quota\.yaml/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Open all files' }));
    await user.click(screen.getByRole('button', { name: 'Close all files' }));
    expect(screen.queryByRole('table', { name: /Differences/ })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Open all files' }));
    expect(screen.getAllByRole('table', { name: /Differences/ })).toHaveLength(
      2,
    );
  });
});
