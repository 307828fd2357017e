import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Titles of the demo users, by role. */
export const USERS = {
  viewer: 'Noor Haddad',
  developer: 'Mei Lin',
  sre: 'Jonas Weber',
  auditor: 'Ana Souza',
  admin: 'Sam Okafor',
} as const;

/** Signs in on the sign-in page, from a clean session. */
export async function signInAs(page: Page, user: keyof typeof USERS) {
  // A page of the same origin on which the app does not run, so that nothing is
  // remembered again while it is forgotten.
  await page.goto('/robots.txt');
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.goto('/');
  await page.getByRole('button', { name: new RegExp(USERS[user]) }).click();
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

/**
 * Collects what a visitor's console would show as an error, and answers of the
 * portal with a status of 500 and more.
 *
 * @returns the list, filled while the page lives
 */
export function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', error => errors.push(error.message));
  page.on('response', response => {
    if (response.status() >= 500) {
      errors.push(`${response.status()} ${response.url()}`);
    }
  });
  return errors;
}

/** Judges the page with every rule of axe. */
export async function expectAccessible(page: Page, what: string) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(
    violation =>
      `${violation.id}: ${violation.help}\n${violation.nodes
        .map(node => `    ${node.target.join(' ')}\n    ${node.html}`)
        .slice(0, 5)
        .join('\n')}`,
  );
  expect(told, `accessibility of ${what}`).toEqual([]);
}

/** Plays a scenario of the sandbox behind the portal. */
export async function playScenario(name: string) {
  const response = await fetch(`${process.env.SANDBOX_CONTROL_URL}/scenario`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${process.env.SANDBOX_CONTROL_TOKEN}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ name }),
  });
  if (!response.ok) {
    throw new Error(`the sandbox answered ${response.status}`);
  }
}
