import type { Page } from 'playwright-core';
import { freePort } from '@livekit-dashboard/harness';
import { Room } from '@livekit-dashboard/harness/browser';
import { describeInBrowser, live, pill } from './testing/in-browser';

/** It starts twice, each time with a database, on a machine that may be busy. */
const STARTS_MS = 120_000;

describeInBrowser('an unreachable server', (stage) => {
  const room = new Room('standup');
  const ann = { identity: 'ann', name: 'Ann' };
  let page: Page;
  const row = () => page.locator('lk-session-row', { hasText: room.name });
  const duration = () => row().locator('.duration').innerText();
  const ticksOn = async (): Promise<void> => {
    const before = await duration();
    await page.waitForFunction((text) => document.querySelector('.duration')?.textContent.trim() !== text, before);
  };

  beforeAll(async () => {
    await stage().dashboard.post(room.started(), room.joined(ann));
    page = await stage().open('/sessions');
    await row().waitFor();
    await ticksOn();
  });

  /** Within 3 s: watchdog.spec.ts of libs/client measures that, by a clock of its own. */
  const leavesLive = () => pill(page, /Reconnecting|Stale/).waitFor();

  it('is noticed when it hangs, although no connection broke', async () => {
    stage().dashboard.signal('SIGSTOP');
    try {
      await leavesLive();
      expect(await row().locator('xpath=ancestor::*[@data-stale]').count()).toBe(1);
    } finally {
      stage().dashboard.signal('SIGCONT');
    }
    await live(page);
    await ticksOn();
  });

  it('is noticed when it dies: values are marked as stale, clocks stop', async () => {
    const colour = () =>
      row()
        .locator('.room a')
        .evaluate((element) => getComputedStyle(element).color);
    const before = await colour();
    await stage().dashboard.end('SIGKILL');
    await leavesLive();
    const stopped = await duration();
    for (const part of ['lk-sessions-table', '.webhook', 'lk-rail .count', '.views .count']) {
      expect([part, await page.locator(part).first().getAttribute('data-stale')]).toEqual([part, '']);
    }
    expect(await colour()).not.toBe(before);
    await pill(page, /Stale since \d\d:\d\d:\d\d/).waitFor();
    expect(await duration()).toBe(stopped);
  });

  it(
    'is replaced without a reload, with what changed meanwhile',
    async () => {
      await page.evaluate(() => (document.body.dataset['notReloaded'] = 'true'));
      const before = stage().dashboard.origin;
      // In another window on the same data.
      await stage().dashboard.start(await freePort());
      await stage().dashboard.post(room.joined({ identity: 'ben', name: 'Ben' }));
      await stage().dashboard.end('SIGTERM');
      await stage().dashboard.start(Number(new URL(before).port));
      await live(page);
      await row().locator('.people').getByText('2', { exact: true }).waitFor();
      await page.locator('main [data-stale]').first().waitFor({ state: 'detached' });
      await ticksOn();
      await stage().dashboard.post(room.left('ann'));
      await row().locator('.people').getByText('1', { exact: true }).waitFor();
      expect(await page.evaluate(() => document.body.dataset['notReloaded'])).toBe('true');
    },
    STARTS_MS,
  );
});
