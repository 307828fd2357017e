import { useState } from 'react';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AnswerLine } from './AnswerLine';
import { CopyButton } from './CopyButton';
import { MainLandmark, PageBody } from './PageBody';
import { FreshnessLabel } from './FreshnessLabel';
import { ProblemList } from './ProblemList';
import { RelativeTime } from './RelativeTime';
import { SideDrawer } from './SideDrawer';
import { SourceStrip } from './SourceStrip';
import { StateView } from './StateView';

const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1000).toISOString();

describe('RelativeTime', () => {
  it('shows the distance and keeps the exact time at hand', async () => {
    const at = ago(250);
    renderInTestApp(<RelativeTime at={at} />);
    const time = await screen.findByText('4 min ago');
    expect(time).toHaveAttribute('datetime', at);
    expect(time).toHaveAttribute('title', expect.stringMatching(/\d{4}/));
  });
});

describe('a browser whose clock is behind', () => {
  it('does not tell an observation as the future', async () => {
    renderInTestApp(<RelativeTime past at={ago(-120)} />);
    expect(await screen.findByText('just now')).toBeInTheDocument();
  });
});

describe('FreshnessLabel', () => {
  it('is quiet about a fresh value', async () => {
    renderInTestApp(<FreshnessLabel observedAt={ago(12)} />);
    expect(await screen.findByText(/Updated/)).toHaveTextContent(
      /Updated 1\d s ago/,
    );
  });

  it('makes an old value look old and gives the reason', async () => {
    renderInTestApp(
      <FreshnessLabel observedAt={ago(600)} reason="Prometheus unreachable" />,
    );
    expect(await screen.findByText(/Last observed/)).toHaveTextContent(
      'Last observed 10 min ago',
    );
    expect(screen.getByText('Prometheus unreachable')).toBeInTheDocument();
  });

  it('says when nothing was ever observed', async () => {
    renderInTestApp(<FreshnessLabel />);
    expect(await screen.findByText('Not observed yet')).toBeInTheDocument();
  });
});

describe('AnswerLine', () => {
  it('announces the sentence and offers the next step', async () => {
    renderInTestApp(
      <AnswerLine
        tone="failed"
        observedAt={ago(1)}
        actions={<button type="button">Open runbook</button>}
      >
        prod is degraded
      </AnswerLine>,
    );
    expect(await screen.findByText('prod is degraded')).toHaveAttribute(
      'role',
      'status',
    );
    expect(screen.getByText(/Updated/)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Open runbook' })).toBeVisible();
  });
});

describe('the main landmark', () => {
  it('is drawn by PageBody alone, by the frame around it, never by both', async () => {
    const { unmount } = renderInTestApp(<PageBody>content</PageBody>);
    expect(await screen.findByRole('main')).toHaveTextContent('content');
    unmount();
    renderInTestApp(
      <MainLandmark>
        <PageBody>framed</PageBody>
      </MainLandmark>,
    );
    expect(await screen.findByRole('main')).toHaveTextContent('framed');
  });

  it('steps back for a page with a main landmark of its own, also a late one', async () => {
    function Late() {
      const [ready, setReady] = useState(false);
      return ready ? (
        <main>stock page</main>
      ) : (
        <button type="button" onClick={() => setReady(true)}>
          load
        </button>
      );
    }
    renderInTestApp(
      <MainLandmark>
        <Late />
      </MainLandmark>,
    );
    await userEvent.click(await screen.findByRole('button', { name: 'load' }));
    await screen.findByText('stock page');
    expect(screen.getAllByRole('main')).toHaveLength(1);
  });
});

describe('StateView', () => {
  it('reads aloud that something loads', async () => {
    renderInTestApp(<StateView kind="loading" title="Environments load" />);
    expect(await screen.findByRole('status')).toHaveTextContent(
      'Environments load',
    );
  });

  it("shows the backend's own words and the way out of an error", async () => {
    const error = Object.assign(new Error('Request failed with 503'), {
      statusCode: 503,
      body: { error: { message: 'The database is starting' } },
    });
    renderInTestApp(
      <StateView
        kind="error"
        error={error}
        action={<button type="button">Try again</button>}
      />,
    );
    expect(
      await screen.findByRole('region', { name: 'This could not be read' }),
    ).toHaveTextContent('The database is starting');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('tells a refusal from a fault', async () => {
    const error = Object.assign(new Error('no'), { statusCode: 403 });
    renderInTestApp(<StateView kind="error" error={error} title="Broken" />);
    expect(
      await screen.findByRole('heading', { name: 'You may not see this' }),
    ).toBeInTheDocument();
    expect(screen.queryByText('Broken')).not.toBeInTheDocument();
    expect(screen.getByText(/platform team/)).toBeInTheDocument();
  });
});

describe('SideDrawer', () => {
  it('is a named dialog that closes by Esc and by its button', async () => {
    const onClose = jest.fn();
    renderInTestApp(
      <SideDrawer open onClose={onClose} title="prod, backend">
        <p>why</p>
      </SideDrawer>,
    );
    const dialog = await screen.findByRole('dialog', { name: 'prod, backend' });
    expect(within(dialog).getByText('why')).toBeInTheDocument();
    fireEvent.keyDown(dialog, { key: 'Escape' });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Close' }),
    );
    expect(onClose).toHaveBeenCalledTimes(2);
  });
});

describe('CopyButton', () => {
  it('copies and says so, or says that it could not', async () => {
    const user = userEvent.setup();
    renderInTestApp(<CopyButton text="sha256:1" label="Copy digest" />);
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    const button = await screen.findByRole('button', { name: 'Copy digest' });
    await user.click(button);
    expect(write).toHaveBeenCalledWith('sha256:1');
    expect(await screen.findByText('Copied')).toBeInTheDocument();
    write.mockRejectedValueOnce(new Error('denied'));
    await user.click(button);
    expect(await screen.findByText('Could not copy')).toBeInTheDocument();
    act(() => write.mockRestore());
  });
});

describe('SourceStrip', () => {
  it('lists only sources with trouble, with reason and times', async () => {
    renderInTestApp(
      <SourceStrip
        sources={[
          { id: 'a', title: 'cluster nonprod', condition: 'ok' },
          { id: 'b', title: 'Flux', condition: 'absent' },
          {
            id: 'c',
            title: 'cluster prod',
            condition: 'failed',
            reason: 'connection refused',
            since: ago(130),
            lastSuccess: ago(140),
          },
        ]}
      />,
    );
    const items = await screen.findAllByRole('listitem');
    expect(items).toHaveLength(1);
    expect(items[0]).toHaveTextContent(
      'cluster prodnot answering: connection refusedsince 2 min ago · last answer 2 min ago',
    );
  });
});

describe('ProblemList', () => {
  it('names file, line, field, found and allowed', async () => {
    renderInTestApp(
      <ProblemList
        problems={[
          {
            file: 'environments/dev/dev/environment.yaml',
            line: 4,
            path: 'tier',
            message: 'this value is not allowed',
            found: '"qa"',
            allowed: 'dev, test, staging, prod',
          },
        ]}
      />,
    );
    expect(await screen.findByRole('listitem')).toHaveTextContent(
      'environments/dev/dev/environment.yaml:4 tier: this value is not allowed, found "qa"; allowed: dev, test, staging, prod',
    );
  });
});
