/**
 * Takes docs/screenshots: the real product in a real browser, with the simulator's traffic of one seed, each page
 * empty, busy and disconnected, in light, dark and on a phone. Only the time of day differs between runs. axe checks
 * each of them too: its findings are printed, and the program fails.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SessionList } from '@livekit-dashboard/contracts';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { objections } from '../harness/axe';
import { Dashboard, launchChromium } from '@livekit-dashboard/harness/browser';
import { brought } from '../harness/section';
import { WORKSPACE } from '@livekit-dashboard/harness';
import { saveRates } from '../harness/save-rates';
import { type Scene, SCENES } from './scenes';
import { endTraffic, startTraffic } from './traffic';

const FOLDER = join(WORKSPACE, 'docs', 'screenshots');
const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;
const MODES = {
  light: { ...DESKTOP, colorScheme: 'light' },
  dark: { ...DESKTOP, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
} as const satisfies Record<string, BrowserContextOptions>;
type Look = keyof typeof MODES;
const EACH_LOOK = Object.keys(MODES) as Look[];

const NO_SUCH_SESSION = 'RM_none';
let found = 0;

async function open(browser: Browser, url: string, look: Look, sign: string): Promise<Page> {
  const settings = { locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce' } as const;
  const page = await (await browser.newContext({ ...MODES[look], ...settings })).newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.locator('lk-link-pill', { hasText: /Live|Connected/ }).waitFor();
  await page.locator(sign).first().waitFor();
  const section = new URL(url).hash.slice(1);
  if (section && (await scrolls(page))) await brought(page, section);
  return page;
}

const scrolls = (page: Page): Promise<boolean> =>
  page.locator('main').evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight);

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  const complaints = await objections(page);
  await page.context().close();
  console.log(`docs/screenshots/${name}.png${complaints.map((complaint) => `\n  axe: ${complaint}`).join('')}`);
  found += complaints.length;
}

/** A meeting with several people, recorded if there is one. */
async function richest(origin: string): Promise<string> {
  const answer = await fetch(`${origin}/api/v1/sessions?state=active&sort=-people&limit=50`);
  const { items } = (await answer.json()) as SessionList;
  const chosen = items.find(({ recording, people }) => recording && people > 3) ?? items[0];
  if (!chosen) throw new Error('No session is active');
  return chosen.sid;
}

/** Past events are posted late; while they are among the last webhooks, the pages show the delay. */
async function healthy(browser: Browser, origin: string): Promise<void> {
  const page = await open(browser, origin, 'light', 'lk-webhooks');
  await page.locator('lk-webhooks', { hasText: 'Arriving on time' }).waitFor({ timeout: 300_000 });
  await page.context().close();
}

async function everyScene(take: (scene: Scene, look: Look) => Promise<void>): Promise<void> {
  for (const scene of SCENES) for (const look of EACH_LOOK) await take(scene, look);
}

async function takeAll(browser: Browser, dashboard: Dashboard): Promise<void> {
  const { origin } = dashboard;
  const urlOf = ({ path }: Scene, sid: string): string => origin + path.replace(':sid', sid);
  await everyScene(async (scene, look) => {
    const page = await open(browser, urlOf(scene, NO_SUCH_SESSION), look, scene.empty);
    await shoot(page, `${scene.name}-empty-${look}`);
  });
  await saveRates(origin);
  const traffic = await startTraffic(origin);
  await healthy(browser, origin);
  const sid = await richest(origin);
  await everyScene(async (scene, look) => {
    await shoot(await open(browser, urlOf(scene, sid), look, scene.busy), `${scene.name}-${look}`);
  });
  const left: [Page, string][] = [];
  await everyScene(async (scene, look) => {
    left.push([await open(browser, urlOf(scene, sid), look, scene.busy), `${scene.name}-disconnected-${look}`]);
  });
  await endTraffic(traffic);
  await dashboard.end('SIGKILL');
  for (const [page, name] of left) {
    await page.locator('lk-link-pill', { hasText: /Reconnecting|Stale/ }).waitFor();
    await shoot(page, name);
  }
}

await mkdir(FOLDER, { recursive: true });
const dashboard = await Dashboard.start();
const browser = await launchChromium();
try {
  await takeAll(browser, dashboard);
} finally {
  await browser.close();
  await dashboard.remove();
}
console.log(found === 0 ? 'axe found nothing on any of them.' : `axe found ${found} complaints.`);
process.exitCode = found === 0 ? 0 : 1;
