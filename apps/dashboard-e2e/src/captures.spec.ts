import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SessionDetail, SessionList } from '@livekit-dashboard/contracts';
import type { Page } from 'playwright-core';
import { capture } from '@livekit-dashboard/harness/browser';
import { WORKSPACE } from '@livekit-dashboard/harness';
import { describeInBrowser, live } from './testing/in-browser';

const CAPTURES = readdirSync(join(WORKSPACE, 'apps', 'simulator', 'captures')).map((file) =>
  file.replace(/\.jsonl$/, ''),
);
const PAGES = ['/', '/sessions', '/sessions?view=history', '/agents', '/events', '/settings'];
const TABS = ['participants', 'tracks', 'egress', 'events'];
/** Everything that a name could insert if it were treated as markup. */
const FOREIGN = 'img, iframe, object, embed, script:not([src]), [onerror], [onload]';

describeInBrowser('every capture', (stage) => {
  let page: Page;
  const dialogs: string[] = [];

  beforeAll(async () => {
    page = await stage().open('/');
    page.on('dialog', (dialog) => (dialogs.push(dialog.message()), void dialog.dismiss()));
  });
  afterEach(async () => {
    expect(dialogs).toEqual([]);
    expect(stage().complaints).toEqual([]);
    expect(await page.locator(FOREIGN).count()).toBe(0);
  });

  const get = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${stage().dashboard.origin}/api/v1/${path}`)).json()) as T;

  const visit = async (path: string): Promise<void> => {
    await page.goto(path);
    await live(page);
    await page.locator('main h1').first().waitFor();
    expect(await page.locator(FOREIGN).count()).toBe(0);
  };

  /** The count in the header of a table of the page. */
  const rows = async (label: string, count: number): Promise<void> => {
    if (count === 0) return;
    const table = page.getByRole('table', { name: label, exact: true });
    await table.waitFor();
    expect(Number(await table.getAttribute('aria-rowcount')) - 1).toBe(count);
  };

  it.each(CAPTURES)(
    '%s is readable on the page of its session',
    async (name) => {
      const known = new Set((await get<SessionList>('sessions?limit=500')).items.map(({ sid }) => sid));
      await stage().dashboard.post(...capture(name));
      const sessions = (await get<SessionList>('sessions?limit=500')).items.filter(({ sid }) => !known.has(sid));
      expect(sessions.length).toBeGreaterThan(0);
      for (const { sid } of sessions) {
        const { session, participants, tracks } = await get<SessionDetail>(`sessions/${sid}`);
        for (const tab of TABS) {
          await visit(`/sessions/${sid}?tab=${tab}`);
          expect(await page.locator('main h1').innerText()).toBe(
            (session.name ?? 'unnamed room').replace(/\s+/g, ' ').trim(),
          );
          if (tab === 'participants') await rows('Participants', participants.length);
          if (tab === 'tracks') await rows('Tracks', tracks.length);
        }
      }
    },
    120_000,
  );

  it.each(PAGES)('is rendered safely on %s', async (path) => {
    await visit(path);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});
