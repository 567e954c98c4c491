import type { Page } from 'playwright-core';
import { Room } from '@livekit-dashboard/harness/browser';
import { describeInBrowser, DESKTOP } from './testing/in-browser';

describeInBrowser('the table of live sessions', (stage) => {
  const [quiet, recorded, helped] = [new Room('quiet'), new Room('recorded-interview'), new Room('helped')];
  let page: Page;
  const rows = () => page.locator('lk-session-row');
  const names = async () => (await rows().locator('a').allInnerTexts()).sort();
  const shows = (count: number) =>
    page.waitForFunction((wanted) => document.querySelectorAll('lk-session-row').length === wanted, count);

  beforeAll(async () => {
    await stage().dashboard.post(
      quiet.started(),
      recorded.started(),
      recorded.joined({ identity: 'ann' }),
      recorded.recording(),
      helped.started(),
      helped.joined({ identity: 'ben' }),
      helped.joined({ identity: 'agent-AJ_1', kind: 'AGENT' }),
    );
    page = await stage().open('/sessions');
    await shows(3);
  });

  it('is filtered from a menu, by keyboard, and keeps the filter in the URL', async () => {
    await page.getByRole('button', { name: 'Filter' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: 'Recording' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await shows(1);
    expect(await names()).toEqual(['recorded-interview']);
    expect(new URL(page.url()).searchParams.get('only')).toBe('recording');
    await page.keyboard.press('Escape');
    await page.locator('button:focus', { hasText: 'Filter' }).waitFor();
    await page.getByRole('checkbox').first().waitFor({ state: 'detached' });
  });

  it('truncates the sid before the name, and copies it whole', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    for (const width of [1280, 1024]) {
      await page.setViewportSize({ width, height: 800 });
      const [room, sid] = [rows().locator('lk-name').first(), rows().locator('lk-sid button').first()];
      const isCut = (element: Element): boolean => element.scrollWidth > element.clientWidth;
      expect(await room.evaluate(isCut)).toBe(false);
      await sid.click();
      expect(await sid.getAttribute('title')).toContain(recorded.sid);
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(recorded.sid);
    }
    await page.setViewportSize(DESKTOP);
  });

  it('has each cell below its heading', async () => {
    for (const width of [1440, 1024, 900]) {
      await page.setViewportSize({ width, height: 800 });
      const spans = (row: string) =>
        page
          .locator(`lk-sessions-table ${row}`)
          .first()
          .locator('> span:visible')
          .evaluateAll((cells) =>
            cells.map((cell) => cell.getBoundingClientRect()).map(({ left, right }) => [left, right]),
          );
      const [headings, cells] = [await spans('.grid-head'), await spans('lk-session-row')];
      expect(headings.length).toBeGreaterThan(3);
      expect(cells).toEqual(headings);
    }
    await page.setViewportSize(DESKTOP);
  });

  it('has rows of two lines that do not overlap where the table is narrow', async () => {
    for (const width of [800, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await page.locator('lk-virtual-table.stacked').waitFor();
      const boxes = await rows().evaluateAll((all) =>
        all.map((row) => row.getBoundingClientRect().toJSON() as DOMRect),
      );
      const tops = boxes.map(({ top }) => top).sort((a, b) => a - b);
      expect(tops.slice(1).map((top, i) => top - (tops[i] ?? 0))).toEqual(boxes.slice(1).map(({ height }) => height));
      expect(boxes[0]?.height).toBe(58);
    }
    await page.setViewportSize(DESKTOP);
    await page.locator('lk-virtual-table:not(.stacked)').waitFor();
  });

  it('adds rows that start to match, and shows the filter of a link', async () => {
    await page.goto('/sessions?only=no-agents');
    await shows(1);
    await stage().dashboard.post(quiet.joined({ identity: 'cy' }));
    await shows(2);
    expect(await names()).toEqual(['quiet', 'recorded-interview']);
    await page.getByTitle('Remove filter: No agent').click();
    await shows(3);
  });

  it('reports that nothing matches, with a link to all sessions', async () => {
    await page.goto('/sessions?q=nowhere&only=failed');
    await page.getByText('No live session matches').waitFor();
    await page.getByRole('link', { name: 'Show all live sessions' }).click();
    await shows(3);
  });

  it('shows waiting rows when its button is clicked with a mouse', async () => {
    await page.goto('/sessions');
    await shows(3);
    await rows().first().hover();
    await stage().dashboard.post(new Room('latecomer').started());
    const button = page.getByRole('button', { name: '1 new session' });
    const box = await button.boundingBox();
    if (!box) throw new Error('the button is there');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 15 });
    await page.mouse.down();
    await page.mouse.up();
    await shows(4);
  });

  it('opens a session by a click anywhere on its row', async () => {
    await rows().filter({ hasText: 'quiet' }).locator('.started').click();
    await page.getByRole('heading', { name: 'quiet' }).waitFor();
    await page.goBack();
    await shows(4);
  });

  it('keeps the chosen columns', async () => {
    const heads = () => page.getByRole('columnheader').allInnerTexts();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Last event' }).click();
    await page.getByRole('checkbox', { name: 'Tracks' }).click();
    await page.getByRole('columnheader', { name: 'Tracks' }).waitFor({ state: 'detached' });
    const chosen = ['Room', 'Started', 'Duration', 'People', 'Agents', 'Joins', 'Last event', 'Notes'];
    expect(await heads()).toEqual(chosen);
    await page.reload();
    await shows(4);
    expect(await heads()).toEqual(chosen);
    expect(await rows().first().getByRole('cell').count()).toBe(chosen.length);
  });
});
