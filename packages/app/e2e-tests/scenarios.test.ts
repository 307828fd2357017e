import { expect, test } from '@playwright/test';
import { playScenario, signInAs } from './support';

test.afterEach(async () => {
  await playScenario('healthy');
});

test('a silent cluster turns its own column Unknown, and no other', async ({
  page,
}) => {
  await signInAs(page, 'sre');
  await page.goto('/environments');
  const column = (name: string) =>
    page.getByRole('columnheader', { name: new RegExp(`^${name} `) });
  await expect(column('prod')).toContainText('Healthy');

  await playScenario('cluster-silent');
  const from = Date.now();
  await expect(column('prod')).toContainText('Unknown', { timeout: 15_000 });
  // Five seconds to notice, and a moment to travel to the page.
  expect(Date.now() - from).toBeLessThan(8_000);
  for (const name of ['dev', 'test', 'staging']) {
    await expect(column(name)).toContainText('Healthy');
  }
  await expect(page.getByText(/does not answer/).first()).toBeVisible();

  await playScenario('healthy');
  await expect(column('prod')).toContainText('Healthy', { timeout: 20_000 });
});

test('without Prometheus the objectives keep their last values with their age', async ({
  page,
}) => {
  test.setTimeout(150_000);
  await signInAs(page, 'sre');
  await page.goto('/slo');
  const row = page
    .getByRole('row')
    .filter({ hasText: /availability/i })
    .filter({ hasText: 'prod' })
    .first();
  await expect(row).toContainText(/9\d\.\d+ ?%/, { timeout: 60_000 });
  const value = /9\d\.\d+ ?%/.exec((await row.textContent()) ?? '')![0];

  await playScenario('prometheus-down');
  await expect(
    page.getByText(/refuses the connection|not answering/).first(),
  ).toBeVisible({ timeout: 75_000 });
  await expect(row).toContainText(value);
  await expect(row).not.toContainText('100 %');
});
