/** The frame of every page: title and icon, the navigation on a phone, and messages when something is unavailable. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { Room } from '@livekit-dashboard/harness/browser';
import { builtProgram } from '@livekit-dashboard/harness';
import { describeInBrowser, live, PHONE, pill } from './testing/in-browser';

const mark = (page: Page): Promise<string | null> => page.locator('link[rel=icon]').getAttribute('href');
const titled = (page: Page, title: string) => page.waitForFunction((wanted) => document.title === wanted, title);

describeInBrowser('the frame', (stage) => {
  const room = new Room('standup');

  beforeAll(() => stage().dashboard.post(room.started()));

  it('shows the state in the title and the icon of the tab, and every page is reachable', async () => {
    const page = await stage().open('/events');
    await titled(page, '(1) Events · LiveKit Dashboard');
    await stage().dashboard.post(new Room('other').started());
    await titled(page, '(2) Events · LiveKit Dashboard');
    const before = await mark(page);
    await stage().dashboard.post(room.recording());
    await page.waitForFunction((was) => document.querySelector('link[rel=icon]')?.getAttribute('href') !== was, before);
    for (const name of ['Overview', 'Sessions', 'Agents', 'Events', 'Settings']) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
      await titled(page, `(2) ${name} · LiveKit Dashboard`);
    }
  });

  it('lists its keys at ?, and focuses the search with Ctrl K', async () => {
    const page = await stage().open('/sessions');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('stand?');
    expect(await page.getByRole('combobox').inputValue()).toBe('stand?');
  });

  it('fits a phone: pages, theme, zone, state, last webhook', async () => {
    const page = await stage().open('/settings', { viewport: PHONE });
    for (const name of ['Overview', 'Sessions', 'Agents', 'Events', 'Settings']) {
      const box = await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).boundingBox();
      expect([name, (box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 999) <= PHONE.width]).toEqual([name, true]);
    }
    await page.getByRole('button', { name: /^Theme: system/ }).click();
    await page.getByRole('button', { name: /^Theme: light/ }).waitFor();
    await page.getByRole('button', { name: /^Times are in/ }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await page.locator('.webhook time').waitFor();
  });

  it('offers links at an unknown address', async () => {
    const page = await stage().open('/rooms/standup');
    await page.getByText('Page not found').waitFor();
    await page.getByRole('link', { name: 'Live sessions with “standup”' }).click();
    await page.waitForURL('**/sessions?q=standup');
    await page.locator('lk-session-row', { hasText: 'standup' }).waitFor();
  });

  it('reports a blocked WebSocket while plain requests work', async () => {
    const page = await stage().blank();
    await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await page.goto('/');
    await page.getByRole('heading', { name: /^No live connection to http/ }).waitFor();
    await page.getByText('A reverse proxy must pass /socket.io').waitFor();
  });

  it('reports what is unreachable and what to check, and continues when it is back', async () => {
    const page = await stage().blank();
    await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
    await page.route('**/api/**', (route) => route.abort());
    await page.goto('/sessions');
    await page.getByRole('heading', { name: /^Cannot reach the server at http/ }).waitFor();
    await page.unrouteAll();
    await page.routeWebSocket(/socket\.io/, (socket) => void socket.connectToServer());
    await live(page);
    await page.getByRole('heading', { name: /^Cannot reach/ }).waitFor({ state: 'detached' });
    await page.locator('lk-session-row', { hasText: 'standup' }).waitFor();
  });

  it("reloads once if a page's code is missing, then reports it, and every other page still opens", async () => {
    const page = await stage().blank();
    const folder = dirname(builtProgram('dashboard', 'browser', 'index.html'));
    const chunks = readdirSync(folder).filter((name) => name.endsWith('.js'));
    const lost = chunks.find((name) => readFileSync(join(folder, name), 'utf8').includes('lk-settings-page'));
    await page.route(`**/${lost}`, (route) => route.abort());
    await page.goto('/sessions');
    await live(page);
    const reloaded = page.waitForEvent('load');
    const to = (name: string) => page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name });
    await to('Settings').click();
    await reloaded;
    await page.getByText('The page could not be loaded.').waitFor();
    await to('Sessions').click();
    await page.locator('lk-session-row', { hasText: 'standup' }).waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('The page could not be loaded.').waitFor({ state: 'detached' });
  });

  it('shows in title and icon that it is no longer live', async () => {
    const page = await stage().open('/sessions');
    const before = await mark(page);
    await stage().dashboard.end('SIGKILL');
    await pill(page, /Reconnecting|Stale/).waitFor();
    await titled(page, '⚠ Reconnecting · Sessions · LiveKit Dashboard');
    expect(await mark(page)).not.toBe(before);
    await pill(page, 'Stale').waitFor();
    await titled(page, '⚠ Stale · Sessions · LiveKit Dashboard');
    await stage().dashboard.start();
    await titled(page, '(2) Sessions · LiveKit Dashboard');
  }, 120_000);
});
