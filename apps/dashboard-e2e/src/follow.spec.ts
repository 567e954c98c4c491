/** Each number of sessions links to exactly those that it counts. */
import type { Page } from 'playwright-core';
import { Room } from '@livekit-dashboard/harness/browser';
import { describeInBrowser, live } from './testing/in-browser';
import { saveRates } from './harness/save-rates';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const noon = (daysAgo: number): number => Math.floor(Date.now() / DAY_MS) * DAY_MS - daysAgo * DAY_MS + DAY_MS / 2;
const ACME = JSON.stringify({ customer: 'acme' });

/** One that began before the range with a failed join in it, two within it, and an active one. */
function story(): object[] {
  const [before, short, other] = [
    new Room('before', noon(31)),
    new Room('short', noon(3), ACME),
    new Room('other', noon(2)),
  ];
  const running = new Room('running', Date.now() - 10 * MINUTE_MS, ACME);
  return [
    before.started(),
    before.aborted('early', before.startedMs + MINUTE_MS),
    before.finished(noon(28)),
    short.started(),
    short.joined({ identity: 'ann' }, short.startedMs),
    short.aborted('cy', short.startedMs + MINUTE_MS),
    short.left('ann', short.startedMs + 8 * MINUTE_MS, 'CLIENT_INITIATED'),
    short.finished(short.startedMs + 8 * MINUTE_MS),
    other.started(),
    other.joined({ identity: 'ann' }, other.startedMs),
    other.left('ann', other.startedMs + 20 * MINUTE_MS, 'SIGNAL_CLOSE'),
    other.finished(other.startedMs + 20 * MINUTE_MS),
    running.started(),
    running.joined({ identity: 'ann' }, running.startedMs),
    running.joined({ identity: 'ben' }, running.startedMs),
    running.left('ann', running.startedMs + MINUTE_MS, 'CLIENT_INITIATED'),
  ];
}

describeInBrowser(
  'a link from a number',
  (stage) => {
    let page: Page;

    const goto = async (path: string): Promise<void> => {
      await page.goto(path);
      await live(page);
    };
    /** Where a link goes, and the number that it shows. */
    const numberOf = async (row: string | RegExp, column = 0): Promise<readonly [number, string]> => {
      const link = page.locator('main tr', { hasText: row }).first().locator('td a').nth(column);
      return [Number(await link.innerText()), (await link.getAttribute('href')) ?? ''];
    };
    const shows = async (href: string, count: number): Promise<void> => {
      await goto(href);
      const words = count === 0 ? 'No ended session matches' : new RegExp(`^\\s*${count} sessions?\\s*$`);
      await page.locator('lk-session-history').getByText(words).first().waitFor();
    };

    beforeAll(async () => {
      await stage().dashboard.post(...story());
      await saveRates(stage().dashboard.origin);
      page = await stage().open('/analytics', { reducedMotion: 'reduce' });
    });
    beforeEach(async () => {
      await goto('/analytics?table=sessions');
      await page.locator('lk-top-panel a').first().waitFor();
    });
    afterEach(() => expect(stage().complaints).toEqual([]));

    it.each([
      ['Room closed', 3],
      ['5 – 15 min', 1],
      ['15 – 30 min', 1],
      ['Over 4 h', 1],
      [/^\s*Left\s*\d/, 2],
      ['Signal connection closed', 1],
    ])('%s: %i, and the same number of sessions', async (row, count) => {
      const [told, href] = await numberOf(row);
      expect(told).toBe(count);
      await shows(href, count);
    });

    it.each([
      [0, '3'],
      [4, '1'],
    ])('figure %i of the strip: %s, and the same number of sessions', async (index, count) => {
      const figure = page.locator('lk-figure-strip dd.value a').nth(index);
      expect(await figure.innerText()).toBe(count);
      await shows((await figure.getAttribute('href')) ?? '', Number(count));
    });

    it('a day of a chart', async () => {
      const day = page.getByRole('group', { name: 'Sessions started' }).locator('tbody tr').nth(3);
      expect(await day.locator('a').first().innerText()).toBe('1');
      await shows((await day.locator('a').first().getAttribute('href')) ?? '', 1);
      await page.locator('lk-session-history a', { hasText: 'short' }).waitFor();
    });

    it('a room with an active session', async () => {
      const [count, href] = await numberOf('running', 1);
      expect(count).toBe(1);
      await shows(href, 1);
      await page.getByTitle('Remove filter: Including live').click();
      await page.getByText('No ended session matches').waitFor();
    });

    it('a tenant', async () => {
      await goto('/analytics?by=tenant');
      const part = page.locator('lk-cost-parts tr', { hasText: 'acme' }).locator('th a').first();
      await part.waitFor();
      await shows((await part.getAttribute('href')) ?? '', 2);
      await page.getByTitle('Remove filter: Including live').click();
      await page
        .locator('lk-session-history')
        .getByText(/^\s*1 session\s*$/)
        .waitFor();
    });

    it('of the overview, to its day', async () => {
      await goto('/');
      const links = page.locator('lk-today a');
      await links.first().waitFor();
      const [sessions, href] = [await links.first().innerText(), (await links.first().getAttribute('href')) ?? ''];
      await shows(href, Number.parseInt(sessions, 10));
    });

    it('a tenant is chosen in the menu of the history, by keyboard', async () => {
      await goto('/sessions?view=history');
      await page.getByRole('button', { name: 'Add filter' }).press('Enter');
      await page.locator('#known-tenants option').first().waitFor({ state: 'attached' });
      await page.getByRole('combobox', { name: 'Tenant' }).fill('CM'); // a part of acme
      await page.keyboard.press('Enter');
      await page.waitForURL(/tenant=acme/);
      await page
        .locator('lk-session-history')
        .getByText(/^\s*1 session\s*$/)
        .waitFor();
    });
  },
  { TENANT_KEY: 'customer' },
);
