import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** The system's Chromium; another one can be named by PLAYWRIGHT_CHROMIUM. */
export const CHROMIUM =
  process.env.PLAYWRIGHT_CHROMIUM ??
  (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : 'chromium');

/** Starts Chromium without a window and without calls to the outside. */
export function launchBrowser() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Signs in as the demo user with this title. */
export async function signIn(page, title) {
  await page.goto('/');
  await page.getByRole('button', { name: new RegExp(title) }).click();
  await page.getByRole('navigation').first().waitFor();
}
