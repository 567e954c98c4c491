import type { Page } from 'playwright-core';
import { Room } from '@livekit-dashboard/harness/browser';
import { objectionsInEveryLook } from './testing/axe';
import { describeInBrowser, PHONE } from './testing/in-browser';

describeInBrowser('the search', (stage) => {
  const running = new Room('team-standup');
  const over = new Room('standup-retro');
  const other = new Room('frontdesk');
  let page: Page;

  beforeAll(async () => {
    await stage().dashboard.post(
      running.started(),
      over.started(),
      over.finished(),
      other.started(),
      other.joined({ identity: 'ursula-standup' }),
    );
    page = await stage().open('/events');
  });

  const box = (of = page) => of.getByRole('combobox', { name: 'Search sessions' });
  const option = (name: string | RegExp, of = page) => of.getByRole('option', { name });
  const type = async (text: string): Promise<void> => {
    await page.keyboard.press('/');
    await page.keyboard.type(text);
  };

  it('finds by room, sid and identity, active and ended, each once', async () => {
    await type('standup');
    await option(/^team-standup\W+live/).waitFor();
    await option(/^standup-retro\W+ended/).waitFor();
    await option(/^frontdesk\W+live.*identity ursula-standup/).waitFor();
    await page.getByRole('search').getByRole('status').getByText('3 sessions found').waitFor();
    await box().fill(over.sid);
    await option(new RegExp(`^standup-retro.*${over.sid}`)).waitFor();
    await option(/^team-standup/).waitFor({ state: 'detached' });
  });

  it('has no axe violations', async () => {
    const show = async (): Promise<void> => {
      await box().fill('standup');
      await option(/^team-standup/).waitFor();
    };
    expect(await objectionsInEveryLook(page, show)).toEqual({});
  });

  it('opens the result chosen by key', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await box().fill('retro');
    await option(/^team-standup/).waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    const id = await option(/^standup-retro/).getAttribute('id');
    await page.locator(`[aria-activedescendant="${id}"]`).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/sessions/${over.sid}?tz=*`);
    await page.getByRole('heading', { name: 'standup-retro' }).waitFor();
  });

  it('opens the first result with Enter: a person by their name', async () => {
    await stage().dashboard.post(other.joined({ identity: 'kavya', name: 'Kavya Raghunathan' }));
    await page.goto('/');
    await type('raghunathan');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/sessions/${other.sid}?tz=*`);
  });

  it('reports that nothing matches, and closes with Escape', async () => {
    await type('no such <b>room</b>');
    await page.getByText('No session matches “no such <b>room</b>”: no room, person, phone number or id.').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('lk-search-results').waitFor({ state: 'detached' });
    expect(await box().inputValue()).toBe('no such <b>room</b>');
    await page.keyboard.press('Escape');
    expect(await box().inputValue()).toBe('');
  });

  it('filters the live list while typing there, and Enter closes the results', async () => {
    await page.goto('/sessions');
    await page.locator('lk-session-row', { hasText: 'frontdesk' }).waitFor();
    await type('team');
    await page.waitForURL('**/sessions?q=team');
    await page.locator('lk-session-row', { hasText: 'frontdesk' }).waitFor({ state: 'detached' });
    await option(/^team-standup/).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('lk-search-results').waitFor({ state: 'detached' });
    await page.locator('lk-session-row', { hasText: 'team-standup' }).waitFor();
  });

  it('has the whole width of a phone, and closes by touch', async () => {
    const phone = await stage().open('/', { viewport: PHONE, hasTouch: true });
    await box(phone).tap();
    await box(phone).fill('standup');
    await option(/^standup-retro/, phone).waitFor();
    const results = await phone.locator('lk-search-results').boundingBox();
    expect(results).toMatchObject({ x: 0, width: PHONE.width });
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
    await option(/^standup-retro/, phone).tap();
    await phone.waitForURL(`**/sessions/${over.sid}?tz=*`);
    await box(phone).tap();
    await phone.getByRole('button', { name: 'Clear and close the search' }).tap();
    await phone.getByRole('button', { name: 'Clear and close the search' }).waitFor({ state: 'hidden' });
  });
});
