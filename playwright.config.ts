import { defineConfig } from '@playwright/test';

/**
 * Browser tests. `./portal test` starts a portal with fresh data and sets
 * PORTAL_URL; the browser is the system's Chromium.
 */
export default defineConfig({
  testDir: 'packages/app/e2e-tests',
  outputDir: '.portal/test/browser',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.CI ? [['json'], ['list']] : [['list']],
  use: {
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    baseURL: process.env.PORTAL_URL ?? 'http://localhost:7007',
    locale: 'en-GB',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
