/**
 * Takes docs/screenshots: the real product in a real browser, with the simulator's traffic of one seed. Nothing is drawn by hand.
 * What differs from run to run is the time of day.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionList } from '@livekit-dashboard/contracts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from '../harness/chromium';
import { Dashboard } from '../harness/dashboard';
import { WORKSPACE } from '../harness/workspace';
import { endTraffic, startTraffic } from './traffic';

const FOLDER = join(WORKSPACE, 'docs', 'screenshots');
const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;
const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { ...DESKTOP, colorScheme: 'light' },
  dark: { ...DESKTOP, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
};
const ROW = 'lk-session-row';

async function open(browser: Browser, url: string, look: BrowserContextOptions, sign: string): Promise<Page> {
  const context = await browser.newContext({ ...look, locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.locator('lk-link-pill', { hasText: 'Live' }).waitFor();
  await page.locator(sign).first().waitFor();
  return page;
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await page.context().close();
  console.log(`docs/screenshots/${name}.png`);
}

/** A meeting with several people, recorded if there is one. */
async function richest(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/sessions?state=active&sort=-people&limit=50`);
  const { items } = (await answer.json()) as SessionList;
  const chosen = items.find(({ recording, people }) => recording && people > 3) ?? items[0];
  if (!chosen) throw new Error('No session is active');
  return chosen.sid;
}

async function take(browser: Browser, dashboard: Dashboard): Promise<void> {
  const { origin } = dashboard;
  const sessions = `${origin}/sessions`;
  await shoot(await open(browser, sessions, LOOKS['light'] ?? {}, 'lk-setup-guide'), 'sessions-empty');
  const traffic = await startTraffic(origin);
  const session = `${sessions}/${await richest(origin)}`;
  for (const [name, look] of Object.entries(LOOKS)) {
    await shoot(await open(browser, sessions, look, ROW), `sessions-${name}`);
    await shoot(await open(browser, session, look, 'lk-participants-tab'), `session-${name}`);
  }
  const page = await open(browser, sessions, LOOKS['light'] ?? {}, ROW);
  await endTraffic(traffic);
  await dashboard.end('SIGKILL');
  await page.locator('lk-link-pill', { hasText: 'Reconnecting' }).waitFor();
  await shoot(page, 'sessions-disconnected');
}

await mkdir(FOLDER, { recursive: true });
const dashboard = await Dashboard.start();
const browser = await launchChromium();
try {
  await take(browser, dashboard);
} finally {
  await browser.close();
  await dashboard.remove();
}
