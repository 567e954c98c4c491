import type { Page } from 'playwright-core';
import { postWebhook, Room } from '@livekit-dashboard/harness/browser';
import { describeInBrowser, live } from './testing/in-browser';

describeInBrowser('the overview', (stage) => {
  let call: Room;
  let standup: Room;
  let page: Page;

  beforeAll(async () => {
    [call, standup] = [new Room('call'), new Room('standup')]; // now; otherwise their webhooks would be late
    page = await stage().open('/');
  });

  const tile = (name: RegExp) => page.locator('lk-tile').getByRole('link', { name });
  const busy = () => page.getByRole('table', { name: 'Busiest sessions' }).getByRole('row');
  const names = async () => (await busy().locator('.room a').allInnerTexts()).map((name) => name.trim());
  const events = () => page.locator('lk-activity li');

  it('is the set-up guide until the first webhook, and becomes live with it', async () => {
    await page.locator('lk-setup-guide').waitFor();
    await stage().dashboard.post(call.started());
    await tile(/^Active sessions 1/).waitFor();
    await page.locator('lk-setup-guide').waitFor({ state: 'detached' });
  });

  it('counts live', async () => {
    await stage().dashboard.post(
      call.joined({ identity: 'ann' }),
      call.joined({ identity: 'agent-AJ_1', kind: 'AGENT' }),
      call.published('ann', 'MICROPHONE'),
      call.recording(),
      standup.started(),
      standup.joined({ identity: 'ben' }),
      standup.joined({ identity: 'cy' }),
    );
    for (const figure of [/^Active sessions 2/, /^People 3/, /^Agents 1/, /^Published tracks 1/, /^Recordings 1/]) {
      await tile(figure).waitFor();
    }
    await page.locator('lk-today', { hasText: '4 joins' }).waitFor();
  });

  it('has tables with the numbers of the sparklines', async () => {
    await page.getByRole('link', { name: 'Show table' }).click();
    await page.waitForURL('**/?view=numbers');
    const table = page.getByRole('table', { name: 'The last hour, minute by minute' });
    await table.waitFor();
    expect(await table.getByRole('row').count()).toBe(61);
    expect(await table.getByRole('columnheader').allInnerTexts()).toContain('People');
    await page.getByRole('link', { name: 'Hide table' }).click();
    await table.waitFor({ state: 'detached' });
  });

  it('shows the failures of the last hour, with links to their lists', async () => {
    const strip = page.getByRole('region', { name: 'What broke last hour' });
    await strip.getByRole('link', { name: '0 failed joins' }).waitFor();
    await stage().dashboard.post(
      call.aborted('zoe'),
      call.joined({ identity: 'yan' }),
      call.left('yan', Date.now(), 'SIGNAL_CLOSE'),
    );
    await strip.getByRole('link', { name: '1 failed join' }).waitFor();
    await strip.getByRole('link', { name: '1 without an agent' }).waitFor(); // the standup
    await strip.getByRole('link', { name: '1 drop' }).click();
    await page.waitForURL(/view=history&live=1&dropped=1&from=.*&tz=UTC/);
    await page.getByRole('link', { name: 'call', exact: true }).waitFor();
    await page.getByText('1 dropped', { exact: true }).waitFor();
    await page.getByRole('status').getByText('1 session', { exact: true }).waitFor();
    await page.goBack();
  });

  it('sorts the busiest, without moving rows under the pointer', async () => {
    await busy().filter({ hasText: 'recording' }).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('lk-busiest .room a').length === 2);
    expect(await names()).toEqual(['standup', 'call']);
    await busy().filter({ hasText: 'standup' }).hover();
    const joins = ['dan', 'eve', 'flo'].map((identity) => call.joined({ identity }));
    await stage().dashboard.post(...joins);
    await busy().filter({ hasText: 'call' }).locator('.people').getByText('4').waitFor();
    expect(await names()).toEqual(['standup', 'call']);
    await page.mouse.move(0, 0);
    await page.waitForFunction(() => document.querySelector('lk-busiest .room a')?.textContent.trim() === 'call');
  });

  it('does not move while the activity is read, and counts new rows', async () => {
    await events().filter({ hasText: 'flo' }).first().hover();
    await stage().dashboard.post(standup.joined({ identity: 'gil' }), standup.left('gil'));
    const waiting = page.getByRole('button', { name: '2 new events' });
    await waiting.waitFor();
    expect(await events().first().innerText()).toContain('flo');
    await waiting.dispatchEvent('click'); // a pointer on its way there leaves the list, whose hold may end before it arrives
    await events().first().getByText('participant_left').waitFor();
    await page.mouse.move(0, 0);
    await events().first().getByRole('link', { name: 'standup' }).click();
    await page.getByRole('heading', { name: 'standup' }).waitFor();
    await page.goBack();
  });

  it('shows the state of webhooks: healthy, then not', async () => {
    const card = page.locator('lk-webhooks');
    await card.getByText(/^(healthy|needs attention)$/).waitFor(); // a busy machine is late
    await card.getByText(/^(under 1 s|at most .*)$/).waitFor();
    const forged = await fetch(`${stage().dashboard.origin}/api/webhooks/livekit`, {
      method: 'POST',
      headers: { 'content-type': 'application/webhook+json', authorization: 'not-a-token' },
      body: JSON.stringify(standup.joined({ identity: 'mallory' })),
    });
    expect(forged.status).toBe(401);
    await card.getByText('needs attention').waitFor();
    await card.getByText('1 today').waitFor();
    expect(await postWebhook(stage().dashboard.origin, JSON.stringify(standup.left('cy')))).toBe(200);
    await card.getByText(/Last (now|\d+ s ago)/).waitFor();
    await card.getByRole('link', { name: 'Diagnosis' }).click();
    await page.waitForURL('**/settings');
    await page.goBack();
  });

  it('sends a new browser everything at once', async () => {
    const other = await stage().open('/');
    await other.locator('lk-busiest').getByRole('link', { name: 'call', exact: true }).waitFor();
    await other.locator('lk-activity li').first().getByText('participant_left').waitFor();
    await live(other);
    await other.context().close();
  });

  it('links its figures', async () => {
    await tile(/^People/).click();
    await page.waitForURL('**/sessions?sort=-people');
    await page.goBack();
    await tile(/^Agents/).click();
    await page.waitForURL('**/agents');
    await page.goBack();
    await tile(/^Recordings/).click();
    await page.waitForURL('**/sessions?only=recording');
    await page.goBack();
    expect(stage().complaints).toEqual([]);
  });

  it('marks stale values', async () => {
    await live(page);
    await stage().dashboard.end('SIGKILL');
    await page.locator('[data-stale] lk-tile').first().waitFor();
    await page.locator('[data-stale] lk-busiest').waitFor();
  });
});
