import type { Page } from 'playwright-core';
import { Room } from './harness/room';
import { capture } from './harness/webhooks';
import { describeInBrowser } from './testing/in-browser';

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
