import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { stopAll } from './children.mjs';
import { at, own, UserError } from './context.mjs';
import { requireFree } from './options.mjs';
import { preparePlatform, startBackend, startSandbox } from './platform.mjs';
import { prepare } from './start.mjs';
import { sinceStart, step } from './step.mjs';
import { CHROMIUM, launchBrowser, signIn } from './browser.mjs';
import { answers } from './run.mjs';

const PORT = 7217;
const SANDBOX_PORT = 7320;

/** Pages to look at: name and path. */
const PAGES = [
  ['home', '/'],
  ['environments', '/environments'],
  ['environment-cell', '/environments?cell=prod/chat2sql-backend'],
  ['slo', '/slo'],
  ['compliance', '/compliance'],
  ['create', '/create'],
  ['changes', '/changes'],
  ['catalog', '/catalog?filters%5Bkind%5D=component'],
  ['component', '/catalog/default/component/chat2sql-backend'],
  ['docs', '/docs'],
  ['runbook', '/docs/default/component/chat2sql-runbooks/backend-error-rate'],
  ['search', '/search?query=certificate'],
  ['settings', '/settings'],
];

/** The ones that README and documentation show. */
const SHOWN = new Set(['home', 'environments', 'slo', 'compliance']);

/**
 * `./portal screenshots`: opens every page, wide and narrow, light and dark, in
 * English and Chinese, and writes pictures to `.portal/screenshots`. Those that
 * the documentation shows go to `docs/images` as well.
 *
 * Options: `--only NAME[,NAME]`, `--scenario NAME`, `--url URL` of a running
 * portal, `--user ID`.
 */
export default async function screenshots(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      scenario: { type: 'string', default: 'healthy' },
      url: { type: 'string' },
      user: { type: 'string', default: 'Jonas Weber' },
    },
  });
  if (!(await answers(CHROMIUM))) {
    throw new UserError(
      'screenshots need Chromium: apt-get install chromium fonts-noto-cjk',
    );
  }
  const only = values.only?.split(',');
  const pages = PAGES.filter(([name]) => !only || only.includes(name));
  const target = own('screenshots', 'x').slice(0, -2);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  mkdirSync(at('docs/images'), { recursive: true });
  let browser;
  try {
    let url = values.url;
    if (!url) {
      await requireFree(PORT, '--url with a running portal');
      await prepare();
      const data = own('screenshots-data', 'x').slice(0, -2);
      rmSync(data, { recursive: true, force: true });
      const env = {
        ...preparePlatform({ port: PORT, sandboxPort: SANDBOX_PORT }),
        PORTAL_DATA: data,
      };
      await startSandbox(env, {
        sandboxPort: SANDBOX_PORT,
        scenario: values.scenario,
      });
      await startBackend(env, ['scripts/portal/app-config.test.yaml']);
      url = env.PORTAL_URL;
    }
    browser = await launchBrowser();
    for (const [size, width, height] of [
      ['wide', 1440, 900],
      ['narrow', 390, 844],
    ]) {
      for (const theme of ['light', 'dark']) {
        for (const language of size === 'wide' && theme === 'light'
          ? ['en', 'zh']
          : ['en']) {
          const context = await browser.newContext({
            viewport: { width, height },
            baseURL: url,
            locale: 'en-GB',
            reducedMotion: 'reduce',
          });
          await context.addInitScript(
            ([t, l]) => {
              localStorage.setItem('theme', t);
              localStorage.setItem('language', l);
            },
            [theme, language],
          );
          const page = await context.newPage();
          await signIn(page, values.user);
          for (const [name, path] of pages) {
            const file = `${name}-${size}-${theme}-${language}.png`;
            await step(file, async () => {
              await page.goto(path);
              await page
                .waitForLoadState('networkidle', { timeout: 8000 })
                .catch(() => {});
              await page.waitForTimeout(600);
              await page.screenshot({
                path: `${target}/${file}`,
                fullPage: size === 'narrow',
              });
              if (SHOWN.has(name) && size === 'wide' && language === 'en') {
                await page.screenshot({
                  path: at('docs/images', `${name}-${theme}.png`),
                });
              }
            });
          }
          await context.close();
        }
      }
    }
  } finally {
    await browser?.close();
    await stopAll();
  }
  process.stdout.write(
    `Pictures are in .portal/screenshots (${sinceStart()}).\n`,
  );
  return 0;
}
