import type { Page } from 'playwright-core';
import { capture } from '@livekit-dashboard/harness/browser';
import { describeInBrowser } from './testing/in-browser';

/** More tab stops than any page has before the tested element. */
const MOST_STOPS = 40;

describeInBrowser('the keyboard alone', (stage) => {
  let page: Page;

  beforeAll(async () => {
    await stage().dashboard.post(...capture('meeting').slice(0, 6));
    page = await stage().open('/sessions', {
      permissions: ['clipboard-read', 'clipboard-write'],
      colorScheme: 'light',
    });
    await page.locator('lk-session-row').waitFor();
  });

  /** The focused element: its name, and whether the focus is visible, by its own outline or that of its card. */
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      // The body: the focus is leaving the page, or its element was removed.
      if (!(element instanceof HTMLElement) || element === document.body) return { name: '', visible: false };
      const visible = [element, element.closest('.card')].some((outlined) => {
        if (!outlined) return false;
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(outlined);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 && !outlineColor.endsWith(', 0)');
      });
      const name = element.getAttribute('aria-label') ?? element.textContent.replace(/\s+/g, ' ').trim();
      return { name, visible };
    });

  /** Tabs to the element with that name; every stop on the way must have a visible focus. */
  async function tabTo(name: string | RegExp): Promise<void> {
    const stops: string[] = [];
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      await page.keyboard.press('Tab');
      const now = await focused();
      if (now.name !== '') expect(now).toEqual({ name: now.name, visible: true });
      stops.push(now.name);
      if (typeof name === 'string' ? now.name === name : name.test(now.name)) return;
    }
    throw new Error(`No stop "${String(name)}" among: ${stops.join(' | ')}`);
  }

  it('can skip to the content', async () => {
    await tabTo('Skip to the page');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  it('finds and opens a session', async () => {
    await tabTo('team-standup');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sessions/RM_*');
    await page.getByRole('heading', { name: 'team-standup' }).waitFor();
  });

  it('copies its sid', async () => {
    await tabTo(/^Copy RM_/);
    await page.keyboard.press('Enter');
    await page.locator('lk-session-header').getByText('copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('RM_K2xswNozYBHP');
  });

  it('moves between parts, and back', async () => {
    await tabTo(/^Tracks \d/);
    await page.keyboard.press('Enter');
    await page.locator('lk-tracks-tab').getByText('CAMERA').waitFor();
    await tabTo('Events');
    await page.keyboard.press('Enter');
    await page.locator('lk-event-list').getByText('track_published').first().waitFor();
    await page.goBack();
    await page.locator('lk-tracks-tab').waitFor();
  });

  it('opens and closes the JSON of an event', async () => {
    await page.goForward();
    await tabTo('room_started');
    await page.keyboard.press('Enter');
    const json = page.getByRole('region', { name: 'Event details' });
    await json.waitFor();
    await tabTo('Close event details');
    await page.keyboard.press('Escape');
    await json.waitFor({ state: 'detached' });
  });

  it('focuses the search with a slash', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('standup');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sessions/RM_*');
    await page.getByRole('heading', { name: 'team-standup' }).waitFor();
  });

  it('changes the theme', async () => {
    const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await ground();
    await tabTo('Theme: system');
    await page.keyboard.press('Enter');
    await page.locator('button:focus', { hasText: 'Theme: light' }).waitFor();
    expect(await ground()).toBe(light);
    await page.keyboard.press('Enter');
    await page.locator('button:focus', { hasText: 'Theme: dark' }).waitFor();
    expect(await ground()).not.toBe(light);
    await page.reload();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });
});
