/** A link with a fragment scrolls to its section, however late the content above it loads. */
import type { Page } from 'playwright-core';
import { Room } from '@livekit-dashboard/harness/browser';
import { brought } from './harness/section';
import { describeInBrowser, live, PHONE } from './testing/in-browser';

const HOUR_MS = 3_600_000;

describeInBrowser('a link to a section', (stage) => {
  const room = new Room('support', Date.now() - 2 * HOUR_MS);
  let page: Page;

  /** How far the section is below the top of the scroll container, in px. */
  const below = (id: string): Promise<number> =>
    page.evaluate((wanted) => {
      const top = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().top ?? NaN;
      return Math.round(top(`#${wanted}`) - top('main'));
    }, id);
  /** Requests for it are not answered until they are released. */
  const hold = async (url: string): Promise<() => void> => {
    let go = (): void => undefined;
    const gone = new Promise<void>((resolve) => (go = resolve));
    await page.route(url, async (route) => {
      await gone;
      await route.continue();
    });
    return go;
  };

  beforeAll(async () => {
    const joined = room.joined({ identity: 'ann' }, room.startedMs);
    await stage().dashboard.post(room.started(), joined, room.finished(room.startedMs + HOUR_MS));
    page = await stage().blank({ reducedMotion: 'reduce' });
  });
  afterEach(() => expect(stage().complaints).toEqual([]));

  it('is followed on load, also while content above loads', async () => {
    const letGo = await hold('**/api/v1/analytics?**');
    await page.goto('/analytics?table=sessions#cost');
    await live(page);
    await brought(page, 'cost');
    const height = () => page.locator('lk-overall').evaluate(({ clientHeight }) => clientHeight);
    const before = await height();
    letGo();
    await page.getByRole('table', { name: 'Sessions started, by day' }).waitFor();
    expect(await height()).toBeGreaterThan(before);
    await brought(page, 'cost');
    await page.unrouteAll();
  });

  it('is followed within the page, by keyboard, and moves the focus', async () => {
    await page.getByRole('link', { name: 'Settings, Rates' }).press('Enter');
    await page.waitForURL('**/settings#rates');
    await page.locator('lk-rates-panel lk-notice').waitFor();
    await brought(page, 'rates');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('#rates')?.id)).toBe('rates');
  });

  it("does not override the user's scrolling", async () => {
    const letGo = await hold('**/api/v1/retention');
    await page.goto('/settings#rates');
    await brought(page, 'rates');
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, -2000);
    await page.waitForFunction(() => document.querySelector('main')?.scrollTop === 0);
    letGo();
    await page.locator('lk-retention-panel dl').waitFor();
    expect(await below('rates')).toBeGreaterThan(100);
    await page.unrouteAll();
  });

  it('works on a phone', async () => {
    await page.setViewportSize(PHONE);
    await page.goto('/settings#rates');
    await live(page);
    await page.locator('lk-rates-panel lk-notice').waitFor();
    await brought(page, 'rates');
  });
});
