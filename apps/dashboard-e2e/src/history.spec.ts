import type { Page } from 'playwright-core';
import { Room } from '@livekit-dashboard/harness/browser';
import { objectionsInEveryLook } from './testing/axe';
import { csvLines, download } from './testing/files';
import { describeInBrowser, live } from './testing/in-browser';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const HOSTILE = '<img src=x onerror=alert(1)>\u202e';
const PATH = '/sessions?view=history';
/** Noon of yesterday (UTC): far from the start of a day. */
const NOON = Math.floor(Date.now() / DAY) * DAY - DAY / 2;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

describeInBrowser('the history', (stage) => {
  const daily = new Room('daily', NOON, JSON.stringify({ plan: 'pro' }));
  const long = new Room('long', NOON - 40 * DAY, JSON.stringify({ plan: 'free' }));
  const hostile = new Room(HOSTILE, NOON + 30 * MINUTE);
  const replaced = new Room('daily', NOON - 2 * DAY);
  let page: Page;

  const table = () => page.getByRole('table', { name: 'Ended sessions' });
  const names = () => table().locator('[role=row] a').allInnerTexts();
  const parameter = (name: string) => new URL(page.url()).searchParams.get(name);
  const shows = (wanted: readonly string[]) =>
    page.waitForFunction(
      (texts) =>
        [...document.querySelectorAll('lk-session-history [role=row] a')].map((a) => a.textContent).join('|') === texts,
      wanted.join('|'),
    );
  const goto = async (query = ''): Promise<void> => {
    await page.goto(PATH + query);
    await live(page);
  };
  const menu = (name: string | RegExp) => page.getByRole('button', { name });

  beforeAll(async () => {
    await stage().dashboard.post(
      replaced.started(),
      long.started(),
      long.joined({ identity: 'ann' }, long.startedMs + MINUTE),
      long.joined({ identity: 'ben' }, long.startedMs + MINUTE),
      long.joined({ identity: 'agent-AJ_1', kind: 'AGENT' }, long.startedMs + MINUTE),
      long.finished(long.startedMs + 90 * MINUTE),
      daily.started(),
      daily.joined({ identity: 'ann' }, NOON + MINUTE),
      daily.finished(NOON + 10 * MINUTE),
      hostile.started(),
      hostile.finished(NOON + 31 * MINUTE),
    );
    page = await stage().open(PATH);
  });

  afterEach(() => {
    expect(stage().complaints).toEqual([]);
  });

  it('shows how each session ended, and the total', async () => {
    await shows([HOSTILE, 'daily', 'daily', 'long']);
    await page.getByRole('status').getByText('4 sessions').waitFor();
    await page.getByText('All 4 shown').waitFor();
    const cells = table().getByRole('row').filter({ hasText: 'long' }).getByRole('cell');
    const texts = (await cells.allInnerTexts()).slice(4, 9);
    expect(texts).toEqual(['1:30:00', '2', '3', '1', 'Room closed']);
    expect(await cells.nth(1).textContent()).toMatch(/ann,\s+ben/);
    await table().getByText('Replaced by a new session').waitFor();
  });

  it('is filtered by keyboard; the URL has the filter, and Back removes it', async () => {
    await menu('Add filter').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Room' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('daily');
    await page.keyboard.press('Enter');
    await shows(['daily', 'daily']);
    expect(parameter('room')).toBe('daily');
    await page.locator('button:focus', { hasText: 'Add filter' }).waitFor();
    await menu('Add filter').press('Enter');
    await page.getByRole('radio', { name: 'Replaced by a new session' }).press('Space');
    await page.getByRole('checkbox', { name: 'End estimated' }).press('Space');
    await page.waitForURL(/reason=superseded&flags=estimated/);
    await shows(['daily']);
    await page.getByRole('status').getByText('1 session', { exact: true }).waitFor();
    await page.goBack();
    await page.goBack();
    await shows(['daily', 'daily']);
    await page.getByTitle('Remove filter: Room daily').click();
    await shows([HOSTILE, 'daily', 'daily', 'long']);
  });

  it('is filtered by metadata, identity and agent, and explains the format of a field', async () => {
    await goto('&identity=ann');
    await shows(['daily', 'long']);
    await menu('Add filter').click();
    const field = page.getByRole('textbox', { name: 'Metadata' });
    await field.fill('plan');
    await field.press('Enter');
    expect(await field.evaluate((input: HTMLInputElement) => input.validationMessage)).toContain('plan:pro');
    await field.fill('plan:pro');
    await field.press('Enter');
    await shows(['daily']);
    await page.reload();
    await shows(['daily']);
    await page.getByRole('link', { name: 'Clear all' }).click();
    await shows([HOSTILE, 'daily', 'daily', 'long']);
  });

  it('has preset ranges, which a link restores', async () => {
    await menu('Range: All time').click();
    await menu('Yesterday').click();
    await shows([HOSTILE, 'daily']);
    expect([parameter('range'), parameter('tz')]).toEqual(['yesterday', 'UTC']);
    await page.reload();
    await menu('Range: Yesterday').waitFor();
    await shows([HOSTILE, 'daily']);
  });

  it('accepts a custom range of days and times, which a link shows equally in another zone', async () => {
    await goto();
    await menu('Range: All time').click();
    await page.getByLabel('First day', { exact: true }).fill(dayOf(NOON));
    await page.getByLabel('Last day', { exact: true }).fill(dayOf(NOON));
    await page.getByLabel('Time of the last day').fill('12:20');
    await menu('Apply').click();
    await shows(['daily']);
    expect(parameter('from')).toBe(`${dayOf(NOON)}T00:00Z`);
    expect(parameter('to')).toBe(`${dayOf(NOON)}T12:20Z`);
    const there = await stage().open(new URL(page.url()).pathname + new URL(page.url()).search, {
      timezoneId: 'Asia/Tokyo',
    });
    await there.getByRole('status').getByText('1 session', { exact: true }).waitFor();
    await there.getByRole('button', { name: 'Range: ' }).click();
    expect(await there.getByLabel('Time of the last day').inputValue()).toBe('12:20'); // the zone is in the link
    await there.context().close();
  });

  it('is sorted by its headings, and keeps the sort in the URL', async () => {
    await goto();
    await menu('Duration').click();
    await page.waitForURL(/sort=-duration/);
    await menu('People').click();
    await page.waitForURL(/sort=-identities/);
    await shows(['long', 'daily', HOSTILE, 'daily']);
    await page.getByRole('columnheader', { name: 'People' }).and(page.locator('[aria-sort=descending]')).waitFor();
  });

  it('shows the chosen columns, and keeps the choice', async () => {
    await goto();
    const joins = page.getByRole('columnheader', { name: 'Joins' });
    await joins.waitFor();
    await menu('Columns').press('Enter');
    await page.getByLabel('Joins').waitFor(); // Tab moves into the menu once it is rendered
    await page.keyboard.press('Tab');
    await page.getByLabel('Joins').press(' ');
    await joins.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('columnheader', { name: 'Duration' }).waitFor();
    expect(await joins.count()).toBe(0);
    await menu('Columns').click();
    await page.getByLabel('Joins').check();
    await joins.waitFor();
    await page.keyboard.press('Escape');
  });

  it('shows hostile names as text, also in a chip', async () => {
    await goto(`&room=${encodeURIComponent(HOSTILE)}`);
    await shows([HOSTILE]);
    expect(await page.locator('.chip bdi').textContent()).toBe(HOSTILE);
    expect(await page.locator('main img').count()).toBe(0);
  });

  it('suggests what to do if nothing matches', async () => {
    await goto('&range=today&room=nowhere');
    await page.getByText('No ended session matches').waitFor();
    await page.getByRole('link', { name: 'Search all time' }).click();
    await page.waitForURL((url) => !url.searchParams.has('range'));
    await page.getByRole('link', { name: 'Show all ended sessions' }).click();
    await shows([HOSTILE, 'daily', 'daily', 'long']);
  });

  it('can cancel a slow query, and retry it', async () => {
    await page.route(/identity=slow/, () => undefined);
    await goto();
    await shows([HOSTILE, 'daily', 'daily', 'long']);
    await menu('Add filter').click();
    await page.getByRole('textbox', { name: 'Identity' }).fill('slow');
    await page.keyboard.press('Enter');
    await menu('Cancel').click();
    await page.getByText('Search cancelled').waitFor();
    expect(await names()).toHaveLength(4);
    await page.unroute(/identity=slow/);
    await menu('Search again').click();
    await page.getByText('No ended session matches').waitFor();
  });

  it('exports what it shows, with the same filters', async () => {
    await goto('&room=daily');
    await shows(['daily', 'daily']);
    await menu('Export').click();
    const href = (name: string) => page.getByRole('link', { name }).getAttribute('href');
    expect(await href('Their participants as Excel')).toMatch(/^\/api\/v1\/exports\/participants\.xlsx\?.*room=daily/);
    const file = await download(page, 'Sessions as CSV');
    expect(file.name).toMatch(/^livekit-sessions-.*\.csv$/);
    const lines = csvLines(file);
    expect([lines.length, ...lines.slice(1).map((line) => line.includes('daily'))]).toEqual([3, true, true]);
  });

  it('has no axe violations, with its menus open', async () => {
    const found = await objectionsInEveryLook(page, async () => {
      await goto('&room=daily&flags=estimated');
      await shows(['daily']);
      await menu('Add filter').click();
      await page.getByRole('textbox', { name: 'Room' }).waitFor();
    });
    expect(found).toEqual({});
    const ranges = await objectionsInEveryLook(page, async () => {
      await goto('&range=last30');
      await menu('Range: Last 30 days').click();
      await page.getByLabel('First day', { exact: true }).waitFor();
    });
    expect(ranges).toEqual({});
  }, 120_000);

  it('loads more while scrolling, up to a stated end', async () => {
    const rooms = Array.from({ length: 120 }, (_, n) => new Room(`many-${n}`, NOON - 3 * DAY - n * MINUTE));
    await stage().dashboard.post(...rooms.flatMap((room) => [room.started(), room.finished(room.startedMs + 1_000)]));
    await goto();
    await page.getByText('100 of 124 sessions').waitFor();
    await page.locator('lk-session-history cdk-virtual-scroll-viewport').focus();
    await page.keyboard.press('End');
    await page.getByText('All 124 shown').waitFor();
    await table().getByRole('link').last().click();
    await page.getByRole('navigation', { name: 'Way back' }).getByText('History').waitFor();
    await page.goBack();
    await page.getByText('All 124 shown').waitFor(); // as it was left, not loaded from the start
    await page.waitForFunction(() => (document.querySelector('cdk-virtual-scroll-viewport')?.scrollTop ?? 0) > 1000);
    await table().getByRole('link').last().click();
    await page.getByRole('navigation', { name: 'Way back' }).getByRole('link').click();
    await page.waitForFunction(() => (document.querySelector('cdk-virtual-scroll-viewport')?.scrollTop ?? 0) > 1000);
  }, 60_000);
});
