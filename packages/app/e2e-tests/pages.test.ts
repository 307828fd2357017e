import { expect, test } from '@playwright/test';
import { collectErrors, expectAccessible, signInAs } from './support';

/** Every page of the portal, by its address and the words that prove it is there. */
const PAGES = [
  ['/', 'Environments'],
  ['/environments', 'prod'],
  ['/environments/prod', 'prod'],
  ['/environments?cell=prod/chat2sql-backend', 'pods ready'],
  ['/slo', 'availability'],
  ['/compliance', 'CIS Kubernetes'],
  ['/changes', 'change'],
  ['/create/templates/default/create-environment', 'Create an environment'],
  ['/catalog/default/component/chat2sql-backend', 'Chat2SQL backend'],
  [
    '/docs/default/component/chat2sql-runbooks',
    'Things that are true in every incident',
  ],
] as const;

for (const theme of ['light', 'dark'] as const) {
  test(`pages are accessible and quiet in the ${theme} theme`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    const errors = collectErrors(page);
    await signInAs(page, 'sre');
    await page.evaluate(value => localStorage.setItem('theme', value), theme);
    for (const [path, words] of PAGES) {
      await test.step(path, async () => {
        await page.goto(path);
        await expect(
          page.getByText(words).filter({ visible: true }).first(),
        ).toBeVisible();
        await expect(page.locator('body[data-theme-name]')).toHaveAttribute(
          'data-theme-mode',
          theme,
        );
        await expectAccessible(page, `${path} (${theme})`);
      });
    }
    expect(errors).toEqual([]);
  });
}

test('pages fit a phone and speak Chinese', async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAs(page, 'sre');
  await page.evaluate(() => localStorage.setItem('language', 'zh'));
  for (const path of [
    '/',
    '/environments',
    '/slo',
    '/compliance',
    '/changes',
  ]) {
    await page.goto(path);
    await expect(
      page
        .getByText(/[\u4e00-\u9fff]{2}/)
        .filter({ visible: true })
        .first(),
    ).toBeVisible();
    const overflow = await page.evaluate(
      () =>
        document.documentElement.scrollWidth -
        document.documentElement.clientWidth,
    );
    expect(overflow, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
  }
});

test('a viewer sees the state but not the details, and cannot change anything', async ({
  page,
}) => {
  await signInAs(page, 'viewer');
  await page.goto('/environments');
  await expect(
    page.getByRole('columnheader', { name: /^prod / }),
  ).toBeVisible();
  const answers = await page.evaluate(async () => {
    const session = await fetch('/api/auth/demo-users/refresh', {
      headers: { 'x-demo-user': 'noor' },
    }).then(response => response.json());
    const headers = {
      authorization: `Bearer ${session.backstageIdentity.token}`,
      'content-type': 'application/json',
    };
    const detail = await fetch(
      '/api/environments/v1/environments/prod/components/chat2sql-backend',
      { headers },
    );
    const plan = await fetch('/api/gitops/v1/plans', {
      method: 'POST',
      headers,
      body: JSON.stringify({
        op: 'create-environment',
        answers: {
          tier: 'dev',
          name: 'forbidden',
          owner: 'group:default/viewers',
          purpose: 'must not work',
          size: 'small',
          days: 3,
        },
      }),
    });
    const nobody = await fetch('/api/environments/v1/matrix');
    return [detail.status, plan.status, nobody.status];
  });
  expect(answers).toEqual([403, 403, 401]);
});
