import type { Page } from 'playwright-core';
import { pause, TcpProxy } from '@livekit-dashboard/harness';
import { Room } from '@livekit-dashboard/harness/browser';
import { describeInBrowser, live, pill } from './testing/in-browser';

const SILENT_MS = 30_000;

/** Records every row in which anything but a clock changed. It runs in the page, hence no helpers: the bundler's are missing there. */
const noteBlinks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const blinked = new Set<string>();
    Object.assign(window, { blinked });
    const table = document.querySelector('lk-sessions-table');
    if (!table) throw new Error('The page has no table of sessions');
    new MutationObserver((mutations) => {
      for (const { target } of mutations) {
        const element = target instanceof Element ? target : target.parentElement;
        if (!element || element.closest('lk-duration, lk-time, [role=columnheader]')) continue;
        const name = element.closest('lk-session-row')?.querySelector('a')?.textContent.trim();
        if (name) blinked.add(name);
      }
      // Not its position (aria-rowindex): a row above it may appear or disappear.
    }).observe(table, { subtree: true, childList: true, characterData: true, attributeFilter: ['class', 'style'] });
  });

const blinks = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...(window as unknown as { blinked: Set<string> }).blinked].sort());

describeInBrowser('a network that stops delivering', (stage) => {
  const rooms = ['busy', 'ending', 'quiet'].map((name) => new Room(name));
  const [busy, ending] = rooms as [Room, Room, Room];
  let proxy: TcpProxy;
  let page: Page;
  const row = (name: string) => page.locator('lk-session-row', { hasText: name });
  const duration = (name: string) => row(name).locator('.duration').innerText();

  beforeAll(async () => {
    const { dashboard } = stage();
    await dashboard.post(...rooms.flatMap((room) => [room.started(), room.joined({ identity: 'ann' })]));
    proxy = await TcpProxy.before(dashboard.origin);
    page = await stage().blank({ baseURL: proxy.origin, reducedMotion: 'reduce' });
    await page.goto('/sessions');
    await live(page);
    await row('quiet').waitFor();
    await page.evaluate(() => (document.body.dataset['notReloaded'] = 'true'));
  });
  afterAll(() => proxy.close());

  it('greys out values, and stops the clocks meanwhile', async () => {
    proxy.hang();
    const silentAt = performance.now();
    await pill(page, /Reconnecting|Stale/).waitFor(); // within 3 s: watchdog.spec.ts of libs/client
    expect(await page.locator('lk-sessions-table').getAttribute('data-stale')).toBe('');
    const stopped = await duration('quiet');
    await noteBlinks(page);
    await stage().dashboard.post(
      busy.joined({ identity: 'ben' }),
      ending.finished(),
      ...[new Room('newcomer')].flatMap((room) => [room.started(), room.joined({ identity: 'cy' })]),
    );
    await pause(SILENT_MS - (performance.now() - silentAt));
    expect(await duration('quiet')).toBe(stopped);
    expect(await blinks(page)).toEqual([]);
  });

  it('recovers by itself, and unchanged rows do not flash', async () => {
    proxy.mend();
    proxy.breakAll(); // what hung stays dead, as after a change of networks
    await live(page);
    await row('busy').locator('.people').getByText('2', { exact: true }).waitFor();
    await row('newcomer').waitFor();
    await row('ending').waitFor({ state: 'detached' });
    await page.locator('main [data-stale]').first().waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.body.dataset['notReloaded'])).toBe('true');
    expect(await blinks(page)).not.toContain('quiet');
  });
});

describeInBrowser('a browser whose clock is an hour off', (stage) => {
  const HOUR_MS = 3_600_000;

  it.each([
    ['ahead', HOUR_MS],
    ['behind', -HOUR_MS],
  ])(
    'shows correct durations, %s',
    async (_, offMs) => {
      const room = new Room(`call-${offMs}`);
      await stage().dashboard.post(room.started(), room.joined({ identity: 'ann' }));
      const page = await stage().blank();
      // As text: the helpers that the bundler adds to a function are missing in the page.
      await page.addInitScript(`{
      const real = Date;
      const now = () => real.now() + ${offMs};
      globalThis.Date = class extends real {
        constructor(...args) { args.length === 0 ? super(now()) : super(...args); }
        static now() { return now(); }
      };
    }`);
      await page.goto('/sessions');
      await live(page);
      const row = page.locator('lk-session-row', { hasText: room.name });
      await row
        .locator('.duration')
        .getByText(/^00:[0-5]\d$/)
        .waitFor();
      await page
        .locator('lk-top-bar .webhook')
        .getByText(/now|\d s ago/)
        .waitFor();
      await row.getByRole('link').click();
      await page
        .locator('lk-session-header')
        .getByText(/^00:[0-5]\d$/)
        .first()
        .waitFor();
      await stage().dashboard.post(room.finished());
      await page.locator('lk-session-header').getByText(/ended/).first().waitFor();
      await page
        .locator('lk-session-header')
        .getByText(/^00:[0-5]\d$/)
        .first()
        .waitFor();
    },
    60_000,
  );
});
