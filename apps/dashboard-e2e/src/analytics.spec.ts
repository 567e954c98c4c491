import type { Page } from 'playwright-core';
import { Room } from '@livekit-dashboard/harness/browser';
import { objectionsInEveryLook } from './testing/axe';
import { csvLines, download, isWorkbook } from './testing/files';
import { describeInBrowser, live } from './testing/in-browser';

const HOSTILE = '<img src=x onerror=alert(1)>\u202Egpj.exe';
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const noon = (daysAgo: number): number => Math.floor(Date.now() / DAY_MS) * DAY_MS - daysAgo * DAY_MS + DAY_MS / 2;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Ann and an agent for half an hour, a failed join, and a day later Ben alone for ten minutes. */
function story(): object[] {
  const [first, second] = [new Room('support', noon(3)), new Room(HOSTILE, noon(2))];
  const after = (room: Room, minutes: number): number => room.startedMs + minutes * MINUTE_MS;
  return [
    first.started(),
    first.joined({ identity: 'ann' }, after(first, 0)),
    first.joined({ identity: 'agent-AJ_1', kind: 'AGENT' }, after(first, 0)),
    first.aborted('cy', after(first, 1)),
    first.left('ann', after(first, 30), 'CLIENT_INITIATED'),
    first.left('agent-AJ_1', after(first, 30), 'ROOM_CLOSED'),
    first.finished(after(first, 30)),
    second.started(),
    second.joined({ identity: 'ben' }, after(second, 0)),
    second.left('ben', after(second, 10), 'CLIENT_INITIATED'),
    second.finished(after(second, 10)),
  ];
}

describeInBrowser('the analytics', (stage) => {
  const [first, second] = [dayOf(noon(3)), dayOf(noon(2))];
  let page: Page;
  const panel = (heading: string) => page.getByRole('group', { name: heading, exact: true });
  const figures = () => page.locator('lk-figure-strip dd.value').allInnerTexts();
  const counted = () => page.locator('lk-figure-strip a').first().waitFor();
  const sessionsAre = (count: number) =>
    page
      .locator('lk-figure-strip dd.value a')
      .first()
      .filter({ hasText: new RegExp(`^${count}$`) })
      .waitFor();
  const goto = async (path: string): Promise<void> => {
    await page.goto(path);
    await live(page);
    await counted();
  };
  /** Figures of the previous range are greyed out until the requested ones arrive. */
  const settled = () => page.locator('.old').first().waitFor({ state: 'detached' });
  const instantsOf = (day: string) => ({
    from: `${day}T00:00:00.000Z`,
    to: new Date(Date.parse(day) + DAY_MS).toISOString(),
  });
  const chooseRange = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: 'Range:' }).click();
    await page.getByRole('button', { name, exact: true }).click();
  };
  const parameters = () => Object.fromEntries(new URL(page.url()).searchParams);
  const row = (text: string | RegExp) => page.getByRole('row').filter({ hasText: text });

  beforeAll(async () => {
    page = await stage().open('/analytics', { reducedMotion: 'reduce' });
  });
  afterEach(() => expect(stage().complaints).toEqual([]));

  it('says so without data', async () => {
    await page.getByText('No activity in this range').waitFor();
  });

  it('loads its code with its page only', async () => {
    const blank = await stage().blank();
    const scripts: string[] = [];
    blank.on('requestfinished', (request) => void scripts.push(request.url()));
    await blank.goto('/', { waitUntil: 'networkidle' });
    const before = new Set(scripts);
    await blank.getByRole('link', { name: 'Analytics' }).click();
    await blank.getByText('No activity in this range').waitFor();
    expect(scripts.filter((url) => url.endsWith('.js') && !before.has(url)).length).toBeGreaterThan(0);
    await blank.context().close();
  });

  it('counts the last 30 days', async () => {
    await stage().dashboard.post(...story());
    await goto('/analytics');
    expect(await figures()).toEqual(['2', '40', '30', '1', '1', '0 %']);
    await page.locator('lk-chart svg').nth(3).waitFor();
    expect(await page.locator('lk-chart').first().getAttribute('aria-hidden')).toBe('true');
  });

  it('counts why people left, how sessions ended and how long they lasted', async () => {
    expect(await row(/^Left/).innerText()).toMatch(/2\s+100 %/);
    expect(await row('Room closed').innerText()).toMatch(/2\s+100 %/);
    expect(await row('5 – 15 min').innerText()).toMatch(/1\s+50 %/);
    expect(await row('Over 4 h').innerText()).toMatch(/0\s+0 %/);
    expect(await row(/^Left/).getByRole('rowheader').getAttribute('title')).toBe('CLIENT_INITIATED');
  });

  it('shows the table of a chart, by keyboard, and keeps it in the URL', async () => {
    await panel('Minutes').getByRole('button', { name: 'Table' }).focus();
    await page.keyboard.press('Enter');
    await panel('Minutes').getByRole('region').waitFor();
    expect(parameters()).toEqual({ table: 'minutes', tz: 'UTC' });
    await page.reload();
    const cells = panel('Minutes').getByRole('row').nth(4).getByRole('cell'); // head, today, yesterday, the second, the first
    await cells.first().waitFor();
    expect(await cells.allInnerTexts()).toEqual(['30', '0', '30', '0']); // the last: the previous period
    expect(await panel('Sessions started').getByRole('region').count()).toBe(0);
    expect(await panel('Sessions started').locator('tr').nth(4).locator('td').first().innerText()).toBe('1'); // to be read out
  });

  it('links a number to the sessions behind it', async () => {
    await panel('Minutes').getByRole('row').nth(4).getByRole('link').first().click();
    await page.waitForURL('**/sessions?**');
    expect(parameters()).toEqual({ view: 'history', ...instantsOf(first), tz: 'UTC', live: '1' });
    await page.locator('lk-session-history a', { hasText: 'support' }).waitFor();
    await page.goBack();
    await counted();
    await page.locator('lk-top-panel').first().getByRole('link', { name: 'support', exact: true }).click();
    await page.waitForURL('**/sessions?**');
    expect(parameters()).toMatchObject({ view: 'history', room: 'support' });
    await page.goBack();
    await counted();
  });

  it('shows a hostile name as text', async () => {
    await goto('/analytics');
    expect(await page.locator('lk-top-panel bdi').allInnerTexts()).toContain(HOSTILE);
    expect(await page.locator('main img').count()).toBe(0);
  });

  it('changes the range by keyboard, and Back undoes it', async () => {
    await page.getByRole('button', { name: 'Range:' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Today', exact: true }).press('Enter');
    await page.waitForURL('**/analytics?**range=today**');
    expect(parameters()).toEqual({ range: 'today', tz: 'UTC' });
    await page.getByText('No activity in this range').waitFor();
    await page.goBack();
    await counted();
    expect(parameters()).toEqual({ tz: 'UTC' });
    await goto(`/analytics?from=${second}&to=${second}`);
    await sessionsAre(1);
    expect(await figures()).toEqual(['1', '10', '0', '1', '0', '0 %']);
  });

  it('shows hours of a short range, or days if chosen', async () => {
    await panel('Sessions started').getByRole('button', { name: 'Table' }).click();
    const heads = panel('Sessions started').getByRole('columnheader');
    expect(await heads.first().innerText()).toBe('Hour');
    expect(await panel('Sessions started').getByRole('row').count()).toBe(25);
    await page.getByRole('button', { name: 'Days', exact: true }).click();
    await panel('Sessions started').getByRole('columnheader', { name: 'Day' }).waitFor();
    expect(parameters()).toMatchObject({ unit: 'day', tz: 'UTC' });
  });

  it('shows hours and days in the zone of the link, to everyone', async () => {
    await goto(`/analytics?from=${first}&to=${second}&tz=Pacific/Kiritimati`);
    await page.getByText('Hours of Pacific/Kiritimati').waitFor();
    expect(parameters()['tz']).toBe('Pacific/Kiritimati');
  });

  it('filters by a room, and a chip removes the filter', async () => {
    await goto('/analytics');
    await row('support').getByRole('link', { name: 'Filter by support' }).click();
    await page.waitForURL('**/analytics?**room=support');
    await sessionsAre(1);
    await page.getByTitle('Remove filter: Room').click();
    await sessionsAre(2);
  });

  it('selects days by dragging, and opens a clicked day', async () => {
    await goto(`/analytics?from=${first}&to=${second}&unit=day`);
    const box = (await page.locator('lk-chart').first().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const at = (share: number): [number, number] => [box.x + box.width * share, box.y + box.height / 2];
    await page.mouse.move(...at(0.7));
    await page.mouse.down();
    await page.mouse.move(...at(0.9), { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(`**/analytics?**from=${second}&to=${second}**`);
    await sessionsAre(1);
    const byDay = page.waitForResponse(/\/api\/v1\/analytics\?.*groupBy=day/);
    await page.getByRole('button', { name: 'Days', exact: true }).click();
    await byDay;
    await settled();
    await page.mouse.click(...at(0.5));
    await page.waitForURL('**/sessions?**');
    expect(parameters()).toEqual({ view: 'history', ...instantsOf(second), tz: 'UTC', live: '1', moment: 'start' });
  });

  it('exports the usage of its days, by day and by parts', async () => {
    await goto(`/analytics?from=${first}&to=${second}&by=identity&agent=`);
    await page.getByRole('button', { name: 'Export' }).press('Enter');
    await page.getByRole('group', { name: 'Usage by day' }).getByText('days of UTC').waitFor();
    const byDay = await download(page, 'Usage by day as CSV');
    expect(byDay.name).toBe(`livekit-usage-by-day-${first}-to-${second}.csv`);
    const [head, ...days] = csvLines(byDay).map((line) => line.split(','));
    const personMs = head?.indexOf('personMs') ?? -1;
    expect(days.map((day) => [day[0], Math.floor(Number(day[personMs]) / MINUTE_MS)])).toEqual([
      [`"${first}"`, 30],
      [`"${second}"`, 10],
    ]);
    const people = await download(page, 'Usage by identity as JSON');
    const items = JSON.parse(people.bytes.toString('utf8')) as { key: string | null; personMs: number }[];
    expect(items.filter(({ personMs: ms }) => ms > 0).map(({ key }) => key)).toEqual(['ann', 'ben']);
    expect(isWorkbook(await download(page, 'Usage by identity as Excel'))).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('can cancel a slow query, keeps the old numbers, and shows an error', async () => {
    await goto('/analytics');
    await page.route('**/api/v1/analytics?**', () => undefined); // never answered
    await chooseRange('Last 7 days');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Cancelled, showing').waitFor();
    expect((await figures())[0]).toBe('2');
    await page.unroute('**/api/v1/analytics?**');
    const detail = 'The database is away.';
    await page.route('**/api/v1/analytics?**', (route) => route.fulfill({ status: 503, json: { detail } }));
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').getByText(detail).waitFor();
    await page.unroute('**/api/v1/analytics?**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor({ state: 'detached' });
    expect(stage().complaints.splice(0)).toEqual([expect.stringContaining('503')]);
  });

  it('shows costs once there are rates, and links to the rates before', async () => {
    await goto('/analytics');
    await page.getByText('No rates yet').waitFor();
    expect(await page.getByRole('link', { name: 'Settings, Rates' }).getAttribute('href')).toBe('/settings#rates');
    const rate = { dimension: 'participant', price: '0.01', includedMinutes: 0, incrementSeconds: 60, minimumUnits: 0 };
    const plan = { currency: 'USD', monthlyFee: '0', effectiveFrom: dayOf(noon(40)), dimensions: [rate] };
    await page.evaluate(async (body) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch('/api/v1/rates', { method: 'PUT', headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(await answer.text());
    }, plan);
    await goto('/analytics');
    const line = page.locator('lk-cost-lines').getByRole('row').filter({ hasText: 'Participants' });
    await line.waitFor();
    // Each of the three began one more minute: LiveKit reports ends in whole seconds.
    expect(await line.getByRole('cell').allInnerTexts()).toEqual(['73', '0', '73', '$0.01', '$0.73']);
    const part = page.locator('lk-cost-parts').getByRole('row').filter({ hasText: 'support' });
    expect(await part.getByRole('cell').allInnerTexts()).toEqual(['62', '31', '0', '0', '0', '$0.62']);
    await page.getByText('Data sent to participants (GB)').waitFor();
  });

  it('has no axe violations', async () => {
    const found = await objectionsInEveryLook(page, async () => {
      await goto('/analytics?table=sessions');
      await settled();
      await page.getByRole('button', { name: 'Export' }).click();
    });
    expect(found).toEqual({});
  }, 180_000);

  it('follows a change of the theme', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await goto('/analytics');
    const fill = () => page.locator('lk-chart').first().locator('svg path[fill^="rgb"]').last().getAttribute('fill');
    const light = await fill();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.waitForFunction(
      (old) => [...document.querySelectorAll('lk-chart path')].every((path) => path.getAttribute('fill') !== old),
      light,
    );
  });
});
