import type { Page } from 'playwright-core';
import { capture, Room } from '@livekit-dashboard/harness/browser';
import { describeInBrowser, PHONE } from './testing/in-browser';

const MINUTE_MS = 60_000;

describeInBrowser('the timeline of a session', (stage) => {
  const room = new Room('standup', Date.now() - 10 * MINUTE_MS);
  const ago = (minutes: number): number => Date.now() - minutes * MINUTE_MS;
  let page: Page;

  beforeAll(async () => {
    await stage().dashboard.post(room.started());
    page = await stage().open(`/sessions/${room.sid}`);
  });

  const grid = () => page.getByRole('grid', { name: 'Timeline' });
  const row = (name: string) => grid().getByRole('row').filter({ hasText: name });
  const bars = (name: string) => row(name).locator('.connection');
  const widthOf = async (name: string, index: number): Promise<number> =>
    (await bars(name).nth(index).boundingBox())?.width ?? 0;

  it('gets a row and a bar when a participant joins, and thin bars for tracks', async () => {
    await grid().getByText('Room').waitFor();
    await stage().dashboard.post(room.joined({ identity: 'ann', name: 'Ann' }, ago(8)));
    await bars('Ann').and(page.locator('.runs')).waitFor();
    await stage().dashboard.post(room.published('ann', 'MICROPHONE', ago(7)), room.published('ann', 'CAMERA', ago(7)));
    await row('Ann').locator('.source-microphone.runs').waitFor();
    await row('Ann').locator('.source-camera.runs').waitFor();
  });

  it('continues the row of a participant who rejoins', async () => {
    await stage().dashboard.post(room.left('ann', ago(6)));
    await row('Ann').locator('.connection:not(.runs)').waitFor();
    await stage().dashboard.post(room.joined({ identity: 'ann', name: 'Ann' }, ago(5)));
    await bars('Ann').nth(1).waitFor();
    await row('Ann').getByText('rejoined').waitFor();
    expect(await row('Ann').count()).toBe(1);
    const [first, second] = [await widthOf('Ann', 0), await widthOf('Ann', 1)];
    expect(second / first).toBeGreaterThan(2); // five minutes next to two
    expect(second / first).toBeLessThan(3);
  });

  it('marks a join that failed, with its reason', async () => {
    await stage().dashboard.post(...capture('aborted-join'));
    const other = await stage().open('/sessions?view=history');
    await other.getByRole('link', { name: 'flaky' }).click();
    await other.locator('lk-timeline-row .aborted').waitFor();
    await other.locator('lk-timeline-row').getByText('join failed · Signal connection closed').waitFor();
    await other.context().close();
  });

  it('moves its edge with the present without rendering rows', async () => {
    const before = await widthOf('Ann', 1);
    await page.evaluate(() => {
      const seen = { changes: 0 };
      (window as unknown as { seen: typeof seen }).seen = seen;
      const rows = document.querySelectorAll('lk-timeline-row');
      const observer = new MutationObserver((records) => (seen.changes += records.length));
      for (const each of rows)
        observer.observe(each, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    const edge = () =>
      page.locator('lk-session-timeline').evaluate((element) => element.style.getPropertyValue('--now'));
    const then = await edge();
    await page.waitForFunction(
      (value) => document.querySelector<HTMLElement>('lk-session-timeline')?.style.getPropertyValue('--now') !== value,
      then,
    );
    expect(await widthOf('Ann', 1)).not.toBe(0);
    expect(before).not.toBe(0);
    expect(await page.evaluate(() => (window as unknown as { seen: { changes: number } }).seen.changes)).toBe(0);
  });

  it('is navigated by keyboard, and describes the focused bar', async () => {
    await grid().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    const tip = page.locator('lk-timeline-tip');
    await tip.getByText('Ann', { exact: true }).waitFor();
    await tip.getByText('Joined').waitFor();
    const active = await grid().getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active}`).getAttribute('aria-label')).toMatch(/^Ann, connection\. .*Left /);
    await page.keyboard.press('ArrowRight');
    await tip.getByText('microphone').waitFor();
    await page.keyboard.press('Escape');
    await tip.waitFor({ state: 'detached' });
  });

  it('zooms by keyboard, and keeps the range in the address', async () => {
    await grid().focus();
    await page.keyboard.press('+');
    await page.waitForURL(/from=.*&to=/);
    const zoomed = page.url();
    const words = await page.locator('lk-timeline-tools .words').innerText();
    expect(words).toMatch(/\d\d:\d\d.* – .*\d\d:\d\d.* · \d\d:\d\d$/);
    const other = await stage().open(zoomed);
    await other.locator('lk-timeline-tools .words', { hasText: words }).waitFor();
    await other.context().close();
    await page.keyboard.press('0');
    await page.waitForURL((url) => !url.searchParams.has('from'));
    await page.locator('lk-timeline-tools').getByText('live', { exact: true }).waitFor();
  });

  it('shows the same times to everyone: the zone is in the address and on the page', async () => {
    await page.getByText('Times in UTC').waitFor();
    const started = await page.locator('lk-session-header dl').innerText();
    const other = await stage().open(new URL(page.url()).pathname + new URL(page.url()).search, {
      timezoneId: 'Asia/Tokyo',
    });
    await other.getByText('Times in UTC').waitFor();
    const times = (text: string) => text.match(/(since|first join)\s+\S+/g);
    expect(times(await other.locator('lk-session-header dl').innerText())).toEqual(times(started));
    await other.getByRole('button', { name: /^Times are in UTC/ }).click();
    await other.getByText('Times in Asia/Tokyo (UTC+9)').waitFor();
    expect(new URL(other.url()).searchParams.get('tz')).toBe('Asia/Tokyo');
    await other.context().close();
  });

  it('zooms to a dragged range, and back by a button', async () => {
    const box = await grid().boundingBox();
    if (!box) throw new Error('The timeline has no place');
    await page.mouse.move(box.x + box.width * 0.5, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + 30, { steps: 4 });
    await page.locator('lk-timeline-axis .selection').waitFor();
    await page.mouse.up();
    await page.waitForURL(/from=/);
    await page.getByRole('button', { name: 'Fit' }).click();
    await page.waitForURL((url) => !url.searchParams.has('from'));
  });

  it('links a bar to the participant', async () => {
    await bars('Ann').nth(1).hover();
    await page.locator('lk-timeline-tip').getByText('connected').waitFor();
    await bars('Ann').nth(1).click();
    await page.waitForURL(/open=PA_/);
    await page.getByRole('region', { name: 'Participant' }).getByText('ann').first().waitFor();
    await page.getByRole('button', { name: 'Close the participant' }).click();
    await page.waitForURL((url) => !url.searchParams.has('open'));
  });

  it('has names above the bars on a phone', async () => {
    await page.setViewportSize(PHONE);
    const name = await row('Ann').getByText('Ann', { exact: true }).first().boundingBox();
    const bar = await bars('Ann').first().boundingBox();
    expect(name && bar && name.y + name.height).toBeLessThanOrEqual(bar?.y ?? 0);
  });

  it('ends where the session ended', async () => {
    await stage().dashboard.post(room.left('ann'), room.finished());
    await page.getByText('whole session').waitFor();
    await page.locator('lk-timeline-row .runs').first().waitFor({ state: 'detached' });
    expect(stage().complaints).toEqual([]);
  });
});
