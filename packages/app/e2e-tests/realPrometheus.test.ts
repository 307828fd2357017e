import { expect, test } from '@playwright/test';
import { collectErrors, expectAccessible, signInAs } from './support';

/** The same pages on a real Prometheus, which has three hours of samples only. */
test('objectives are read from a real Prometheus and tell how little was measured @real-prometheus', async ({
  page,
}) => {
  test.setTimeout(150_000);
  const errors = collectErrors(page);
  await signInAs(page, 'sre');
  await page.goto('/slo');
  const row = page
    .getByRole('row')
    .filter({ hasText: 'API availability' })
    .filter({ hasText: 'prod' });
  await expect(row).toContainText(/\d+\.\d+ ?%/, { timeout: 90_000 });
  // Three of 720 hours are no proof: nothing may be called met.
  await expect(row).toContainText(/\d(\.\d)? h/);
  await expect(row).not.toContainText('Met');
  await expectAccessible(page, 'SLOs on a real Prometheus');

  await row.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/slo\/objectives\//);
  await page.getByText('Explain this number').click();
  await expect(
    page.getByText(/chat2sql_api_http_requests_total/).first(),
  ).toBeVisible();
  expect(errors).toEqual([]);
});
