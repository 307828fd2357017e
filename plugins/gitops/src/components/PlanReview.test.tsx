import { useState } from 'react';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { check, plan } from '../__fixtures__/changes';
import {
  fakeApi,
  renderPage,
  responseError,
} from '../__testUtils__/renderPage';
import { PlanReview } from './PlanReview';

const FORM = {
  tier: 'dev',
  name: 'feat-x',
  owner: 'group:default/chat2sql-dev',
  purpose: 'Try join hints',
  size: 'small',
  days: 14,
};

/** The form as the field sees it: its own value is part of the data. */
function Form(props: { data: Record<string, unknown> }) {
  const [planId, setPlanId] = useState<string>();
  return (
    <>
      <PlanReview formData={{ ...props.data, planId }} onChange={setPlanId} />
      <output>{planId ?? 'no plan'}</output>
    </>
  );
}

// Rendering the whole page and asking by role takes seconds on a busy machine.
jest.setTimeout(30_000);

describe('PlanReview', () => {
  it('plans once with the answers, shows the change, and keeps only the id', async () => {
    const api = fakeApi({ plan: jest.fn(async () => plan()) });
    renderPage(<Form data={FORM} />, { api });
    expect(screen.getByText('no plan')).toBeInTheDocument();
    expect(await screen.findByText('a'.repeat(64))).toBeInTheDocument();
    expect(api.plan).toHaveBeenCalledTimes(1);
    expect(api.plan.mock.calls[0][0]).toEqual(FORM);
    expect(screen.getByText(/This is the exact change/)).toBeInTheDocument();
    expect(screen.getByText('chat2sql-dev-feat-x')).toBeInTheDocument();
    expect(screen.getByText('All 1 checks pass.')).toBeInTheDocument();
    expect(
      screen.getByRole('table', {
        name: 'Differences in environments/dev/feat-x/environment.yaml',
      }),
    ).toBeInTheDocument();
  });

  it('gives no id while a check that blocks does not pass', async () => {
    renderPage(<Form data={FORM} />, {
      api: fakeApi({
        plan: jest.fn(async () =>
          plan({
            blocked: true,
            checks: [
              check({
                status: 'fail',
                message: 'Taken by change 3 of user:default/jonas.',
              }),
            ],
          }),
        ),
      }),
    });
    expect(
      await screen.findByText(/1 check does not pass/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Taken by change 3 of user:default/jonas.'),
    ).toBeInTheDocument();
    expect(screen.getByText('no plan')).toBeInTheDocument();
  });

  it('takes the id back when the answers change', async () => {
    const api = fakeApi({
      plan: jest
        .fn()
        .mockResolvedValueOnce(plan())
        .mockReturnValueOnce(new Promise(() => {})),
    });
    function Changing() {
      const [name, setName] = useState('feat-x');
      return (
        <>
          <Form data={{ ...FORM, name }} />
          <button onClick={() => setName('feat-y')}>rename</button>
        </>
      );
    }
    const user = userEvent.setup();
    renderPage(<Changing />, { api });
    await screen.findByText('a'.repeat(64));
    await user.click(screen.getByText('rename'));
    expect(await screen.findByText('no plan')).toBeInTheDocument();
    await waitFor(() => expect(api.plan).toHaveBeenCalledTimes(2));
  });

  it('shows what the backend refuses, and lets one try again otherwise', async () => {
    const refused = renderPage(<Form data={FORM} />, {
      api: fakeApi({
        plan: jest.fn(async () => {
          throw responseError(400, 'name: the name "prod" is reserved');
        }),
      }),
    });
    expect(
      await screen.findByText(/the name "prod" is reserved.*Go back/),
    ).toBeInTheDocument();
    refused.unmount();

    const user = userEvent.setup();
    const api = fakeApi({
      plan: jest
        .fn()
        .mockRejectedValueOnce(responseError(503, 'no branch main yet'))
        .mockResolvedValueOnce(plan()),
    });
    renderPage(<Form data={FORM} />, { api });
    expect(await screen.findByText('no branch main yet')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Plan again' }));
    expect(await screen.findByText('a'.repeat(64))).toBeInTheDocument();
  });

  it('says when the viewer may not ask for this tier', async () => {
    renderPage(<Form data={{ ...FORM, tier: 'prod' }} />, {
      api: fakeApi({
        plan: jest.fn(async () => {
          throw responseError(403, 'you may not plan changes in the tier prod');
        }),
      }),
    });
    expect(
      await screen.findByText(/you may not plan changes in the tier prod/),
    ).toBeInTheDocument();
  });

  it('asks for nothing while answers are missing', async () => {
    const api = fakeApi();
    renderPage(<Form data={{ tier: 'dev' }} />, { api });
    expect(await screen.findByText(/Some answers are missing/)).toBeVisible();
    expect(api.plan).not.toHaveBeenCalled();
  });
});
