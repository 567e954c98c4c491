import type { Page } from 'playwright-core';
import { Room } from './harness/room';
import { capture } from './harness/webhooks';
import { objectionsInEveryLook } from './testing/axe';
import { csvLines, download, isWorkbook } from './testing/files';
import { describeInBrowser, DESKTOP } from './testing/in-browser';

describeInBrowser('the tail of webhooks', (stage) => {
  const room = new Room('standup');
  const people = ['ann', 'ben', 'cy'].map((identity) => ({ identity }));
  let page: Page;
  const events = () => page.locator('lk-event-list .event button').allInnerTexts();
  const has = (count: number) =>
    page.waitForFunction((wanted) => document.querySelectorAll('lk-event-list .event button').length === wanted, count);
  const json = () => page.getByRole('region', { name: 'Event as JSON' });

  beforeAll(async () => {
    await stage().dashboard.post(room.started());
    page = await stage().open('/events');
    await has(1);
  });

  it('shows what comes, and while it is paused counts it instead', async () => {
    await stage().dashboard.post(room.joined({ identity: 'dee' }));
    await has(2);
    await page.getByRole('button', { name: 'Pause' }).click();
    await stage().dashboard.post(...people.map((person) => room.joined(person)));
    await page.getByRole('button', { name: '3 new events' }).waitFor();
    expect(await events()).toEqual(['room_started', 'participant_joined']);
    await page.getByRole('button', { name: 'Resume' }).click();
    await has(5);
  });

  it('filters by kind, room and identity, and the URL has it', async () => {
    await page.getByLabel('Kind of event').selectOption('participant_joined');
    await has(4);
    await page.getByLabel('Filter by room, identity or sid').fill('ben');
    await has(1);
    await page.reload();
    await has(1);
    expect(await events()).toEqual(['participant_joined']);
    await page.goto('/events?text=STANDUP');
    await has(5);
  });

  it('gives what it is narrowed to as files, of a day or of all', async () => {
    await page.goto('/events?event=participant_joined&text=ANN');
    await has(1);
    await page.getByRole('button', { name: 'Export' }).press('Enter');
    const menu = page.getByRole('group', { name: 'Export' });
    await menu.getByText('Only participant_joined, with “ANN” in room, identity or sid.').first().waitFor();
    const day = await download(page, 'Events of the last 24 hours as JSON');
    expect(day.name).toMatch(/^livekit-events-.*\.json$/);
    expect(JSON.parse(day.bytes.toString('utf8'))).toMatchObject([{ event: 'participant_joined', identity: 'ann' }]);
    const [head, ...rows] = csvLines(await download(page, 'All events that are kept as CSV'));
    expect([head?.split(',').slice(0, 3), rows.length]).toEqual([['offset', 'id', 'event'], 1]);
    expect(isWorkbook(await download(page, 'All events that are kept as Excel'))).toBe(true);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
  });

  it('has nothing that axe objects to, with the menu of files open', async () => {
    const found = await objectionsInEveryLook(page, async () => {
      await page.goto('/events');
      await has(5);
      await page.getByRole('button', { name: 'Export' }).click();
    });
    expect(found).toEqual({});
    await page.setViewportSize(DESKTOP);
  }, 60_000);

  it('shows where a secret was', async () => {
    await stage().dashboard.post(...capture('created-empty'));
    await page.goto('/events');
    await has(7);
    await page.locator('lk-event-list .event button', { hasText: 'room_finished' }).click();
    await json().locator('mark', { hasText: '[removed]' }).first().waitFor();
    await json().getByText('It was taken out before anything was stored.').waitFor();
  });

  it('steps from one to the next by arrow, and leads to the session', async () => {
    await page.keyboard.press('ArrowUp');
    await json().getByRole('heading', { name: 'room_started' }).waitFor();
    await json().getByRole('link', { name: 'Session' }).click();
    await page.waitForURL('**/sessions/RM_*');
  });
});
