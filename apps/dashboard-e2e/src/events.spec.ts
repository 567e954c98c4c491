import type { Page } from 'playwright-core';
import { capture, Room } from '@livekit-dashboard/harness/browser';
import { objectionsInEveryLook } from './testing/axe';
import { csvLines, download, isWorkbook } from './testing/files';
import { describeInBrowser, DESKTOP } from './testing/in-browser';

describeInBrowser('the list of events', (stage) => {
  const room = new Room('standup');
  const people = ['ann', 'ben', 'cy'].map((identity) => ({ identity }));
  let page: Page;
  const events = () => page.locator('lk-event-list .event button').allInnerTexts();
  const has = (count: number) =>
    page.waitForFunction((wanted) => document.querySelectorAll('lk-event-list .event button').length === wanted, count);
  const json = () => page.getByRole('region', { name: 'Event details' });

  beforeAll(async () => {
    await stage().dashboard.post(room.started());
    page = await stage().open('/events');
    await has(1);
  });

  it('shows arriving events at the top, and counts them while it is paused', async () => {
    await stage().dashboard.post(room.joined({ identity: 'dee' }));
    await has(2);
    await page.getByRole('button', { name: 'Pause' }).click();
    await stage().dashboard.post(...people.map((person) => room.joined(person)));
    await page.getByRole('button', { name: '3 new events' }).waitFor();
    expect(await events()).toEqual(['participant_joined', 'room_started']);
    await page.getByRole('button', { name: 'Resume' }).click();
    await has(5);
  });

  it('filters over all time by facet and text, and keeps them in the URL', async () => {
    await page.goto('/events');
    const facets = page.getByRole('region', { name: 'Filter by value' });
    await facets.getByRole('button', { name: 'participant_joined 4' }).click();
    await has(4);
    await page.waitForURL(/events\?.*event=participant_joined/);
    await page.getByLabel('Filter by room, identity or id').fill('ben');
    await has(1);
    await page.reload();
    await has(1);
    expect(await events()).toEqual(['participant_joined']);
    await page.getByRole('button', { name: 'Clear all' }).click();
    await has(5);
    await page.goto('/events?text=STANDUP');
    await has(5);
  });

  it('limits the range by a bar of the histogram', async () => {
    await page.goto('/events');
    await page
      .getByRole('button', { name: /: \d+ events?$/ })
      .last()
      .click();
    await page.waitForURL(/from=.*&to=/);
    await page.goBack();
    await has(5);
  });

  it('lists rejected deliveries as rows', async () => {
    await fetch(`${stage().dashboard.origin}/api/webhooks/livekit`, { method: 'POST', body: '{}' });
    await page.goto('/events');
    const row = page.locator('lk-event-list .event button', { hasText: 'Rejected delivery' });
    await row.click();
    const details = page.getByRole('region', { name: 'Rejected delivery' });
    await details.getByRole('heading', { name: 'Rejected: No token' }).waitFor();
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    await page.goto('/events?rejected=only');
    await has(1);
    await page.goto('/events?rejected=hide');
    await has(5);
  });

  it('exports what it shows, of a day or of all', async () => {
    await page.goto('/events?event=participant_joined&text=ANN');
    await has(1);
    await page.getByRole('button', { name: 'Export' }).press('Enter');
    const menu = page.getByRole('group', { name: 'Export' });
    await menu.getByText('Only participant_joined, with “ANN” in room, identity or sid.').first().waitFor();
    const day = await download(page, 'Events of the last 24 hours as JSON');
    expect(day.name).toMatch(/^livekit-events-.*\.json$/);
    expect(JSON.parse(day.bytes.toString('utf8'))).toMatchObject([{ event: 'participant_joined', identity: 'ann' }]);
    const [head, ...rows] = csvLines(await download(page, 'All stored events as CSV'));
    expect([head?.split(',').slice(0, 3), rows.length]).toEqual([['offset', 'id', 'event'], 1]);
    expect(isWorkbook(await download(page, 'All stored events as Excel'))).toBe(true);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
  });

  it('has no axe violations, with the export menu open', async () => {
    const found = await objectionsInEveryLook(page, async () => {
      await page.goto('/events?rejected=hide');
      await has(5);
      await page.getByRole('button', { name: 'Export' }).click();
    });
    expect(found).toEqual({});
    await page.setViewportSize(DESKTOP);
  }, 60_000);

  it('opens an event at its own address, marks removed secrets, and closes with Escape', async () => {
    await stage().dashboard.post(...capture('created-empty'));
    await page.goto('/events?rejected=hide');
    await has(7);
    await page.locator('lk-event-list .event button', { hasText: 'room_finished' }).click();
    await page.waitForURL('**/events/EV_*');
    await json().locator('mark', { hasText: '[removed]' }).first().waitFor();
    await page.reload();
    await json().getByRole('heading', { name: 'room_finished' }).waitFor();
    await page.keyboard.press('Escape');
    await json().waitFor({ state: 'detached' });
    await page.goBack();
    await json().waitFor();
  });

  it('moves between events by arrow keys, and links to the session', async () => {
    await page.locator('lk-event-list .event button', { hasText: 'room_finished' }).click();
    await page.keyboard.press('ArrowDown');
    await json().getByRole('heading', { name: 'room_started' }).waitFor();
    await json().getByRole('link', { name: /^RM_/ }).click();
    await page.waitForURL('**/sessions/RM_*');
  });

  it('[ST10] shows the original digits, of an event from the list and of one by its address', async () => {
    const exact = '"ns": 1795000000123456789';
    const body = JSON.stringify({ event: 'digits_sent', id: 'EV_digits', createdAt: '1795000000', ns: 'here' });
    await page.goto('/events');
    await stage().dashboard.post(body.replace('"here"', '1795000000123456789'));
    await page.locator('lk-event-list .event button', { hasText: 'digits_sent' }).click();
    await json().getByText(exact).waitFor();
    await page.reload();
    await json().getByText(exact).waitFor();
  });
});
