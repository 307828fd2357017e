import { expect, test } from '@playwright/test';
import { collectErrors, expectAccessible, signInAs } from './support';

const NAME = `walk-${Date.now().toString(36)}`;
const ID = `dev-${NAME}`;

/**
 * The whole path of a request: look, ask, review, merge, see it live, read what
 * to do. One test, for each step needs what the one before it made.
 */
test('from the matrix to a new environment that is healthy', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const errors = collectErrors(page);

  await test.step('sign in as a developer', async () => {
    await signInAs(page, 'developer');
    await expect(
      page.getByRole('heading', { name: 'Environments' }),
    ).toBeVisible();
    await expectAccessible(page, 'home');
  });

  await test.step('the matrix shows every environment and why', async () => {
    await page.getByRole('link', { name: 'Environments' }).first().click();
    for (const environment of ['dev', 'test', 'staging', 'prod']) {
      await expect(
        page.getByRole('columnheader', {
          name: new RegExp(`^${environment} `),
        }),
      ).toBeVisible();
    }
    await page.goto('/environments?cell=dev/chat2sql-backend');
    const drawer = page.getByRole('dialog', { name: /Backend in dev/ });
    await expect(drawer).toContainText('pods ready');
    await expect(drawer.getByRole('link', { name: 'Runbook' })).toHaveAttribute(
      'href',
      /chat2sql-runbooks/,
    );
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
  });

  await test.step('an objective tells its numbers and where they come from', async () => {
    await page.goto('/slo');
    await page
      .getByRole('link', { name: /availability/i })
      .first()
      .click();
    await expect(page).toHaveURL(/\/slo\/objectives\//);
    await page.getByText('Explain this number').click();
    await expect(
      page.getByText(/chat2sql_api_http_requests_total/).first(),
    ).toBeVisible();
  });

  await test.step('a scorecard counts conformance and coverage', async () => {
    await page.goto('/compliance');
    await expect(page.getByText(/CIS Kubernetes/).first()).toBeVisible();
    await expect(page.getByText(/\d+ of \d+/).first()).toBeVisible();
  });

  await test.step('ask for an environment and see the exact change', async () => {
    await page.goto('/create/templates/default/create-environment');
    await page.getByRole('textbox', { name: 'Name' }).fill(NAME);
    await page.getByRole('textbox', { name: 'Purpose' }).fill('walk through');
    await page.getByLabel(/^Owner/).fill('Chat2SQL dev');
    await page.getByRole('option', { name: /Chat2SQL developers/ }).click();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(
      page.getByText(`environments/dev/${NAME}/environment.yaml`).first(),
    ).toBeVisible();
    await expectAccessible(page, 'review of a change');
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Open pull request' }).click();
    await page.getByRole('link', { name: /Change \d+/ }).click();
    await expect(page).toHaveURL(/\/changes\/\d+$/);
    // Who asked cannot be who merges.
    await expect(page.getByText(/waits for somebody/)).toBeVisible();
    await expect(page.getByRole('button', { name: /^Merge/ })).toHaveCount(0);
  });

  const change = new URL(page.url()).pathname;

  await test.step('an SRE reads the diff and merges it', async () => {
    await signInAs(page, 'sre');
    await page.goto(change);
    await expect(
      page.getByText('kind: EnvironmentRecord').first(),
    ).toBeVisible();
    await expectAccessible(page, 'a change');
    await page.getByRole('button', { name: /^Merge/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Merge/ })
      .click();
    await expect(
      page.getByText(/^Done: merged, applied and healthy/),
    ).toBeVisible({
      timeout: 120_000,
    });
  });

  await test.step('the environment is in the matrix and in the catalog', async () => {
    await page.goto(`/environments?search=${ID}`);
    await expect(
      page.getByRole('columnheader', { name: new RegExp(`^${ID} `) }),
    ).toContainText('Healthy');
    await page.goto(`/catalog/default/resource/environment-${ID}`);
    await expect(page.getByText('walk through').first()).toBeVisible();
  });

  await test.step('its runbook can be read', async () => {
    await page.goto('/docs/default/component/chat2sql-runbooks/pod-crash-loop');
    await expect(
      page.getByRole('heading', { name: 'First five minutes' }),
    ).toBeVisible();
  });

  expect(errors).toEqual([]);
});
