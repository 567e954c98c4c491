import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { API_KEY, API_SECRET, capture } from '@livekit-dashboard/harness/browser';
import { builtProgram } from '@livekit-dashboard/harness';
import { describeInBrowser, live } from './testing/in-browser';

/** Alice, Bob and Carol: 18 deliveries of a real server. */
const MEETING = capture('meeting');
const ROOM = 'team-standup';

describeInBrowser('a real call, replayed', (stage) => {
  let list: Page;
  let detail: Page;
  let posted = 0;

  const postUntil = async (count: number): Promise<void> => {
    await stage().dashboard.post(...MEETING.slice(posted, count));
    posted = count;
  };
  const row = (page: Page) =>
    page.getByRole('table', { name: 'Live sessions' }).locator('lk-session-row', { hasText: ROOM });
  const shows = (cell: string, text: string | RegExp) =>
    row(list).locator(cell).getByText(text, { exact: true }).waitFor();
  const person = (name: string) => detail.locator('lk-participants-tab').getByRole('row').filter({ hasText: name });

  it('is shown on the sessions page as it happens', async () => {
    list = await stage().open('/sessions');
    await list.getByText('LiveKit is not connected yet').waitFor();
    await postUntil(1);
    await row(list).waitFor();
    await shows('.people', '0');
    await postUntil(4);
    await shows('.people', '1');
    await shows('.tracks', '2');
    await postUntil(9);
    await shows('.people', '3');
    await shows('.joins', '3');
    await shows('.tracks', '5');
  });

  it('is shown on the page of the session as it happens', async () => {
    const href = await row(list).getByRole('link').getAttribute('href');
    detail = await stage().open(href ?? '');
    await detail.getByRole('heading', { name: ROOM }).waitFor();
    for (const name of ['Alice Andersson', 'Bob Müller', 'Carol 李'])
      await person(name).getByText('connected', { exact: true }).waitFor();
    await postUntil(12); // Bob leaves
    await person('Bob').getByText('left', { exact: true }).waitFor();
    await shows('.people', '2');
    await postUntil(17);
    await detail.locator('lk-session-header').getByText('active').waitFor();
    await postUntil(MEETING.length);
    await detail.locator('lk-session-header').getByText('ended').waitFor();
    await detail.locator('lk-participants-tab').getByText('Left', { exact: true }).last().waitFor();
  });

  it('is marked as ended, then removed', async () => {
    await row(list).getByText('ended').waitFor();
    await row(list).waitFor({ state: 'detached' });
    await list.getByText('No live sessions').waitFor();
  });

  it('is complete after a restart of the server', async () => {
    const sid = new URL(detail.url()).pathname;
    await stage().dashboard.end('SIGTERM');
    await stage().dashboard.start();
    const history = await stage().open('/sessions?view=history');
    await history.getByRole('link', { name: ROOM }).click();
    await history.waitForURL(`**${sid}?tz=*`);
    await history.getByText('Carol 李').first().waitFor();
    await history.getByRole('link', { name: 'Tracks 5' }).click();
    await history.getByText('SCREEN_SHARE').waitFor();
    const tabs = history.getByRole('navigation', { name: 'Parts of the session' });
    await tabs.getByRole('link', { name: 'Events' }).click();
    const events = history.locator('lk-event-list').getByRole('table');
    await events.getByRole('button', { name: 'room_finished' }).waitFor();
    expect(await events.getByRole('button').count()).toBe(MEETING.length);
    await live(list);
  });

  it('can be replayed by the simulator under new sids', async () => {
    const page = await stage().open('/sessions');
    const args = ['replay', 'agent-call', '--fresh', '--speed', '1', '--url', stage().dashboard.origin];
    const run = promisify(execFile)(process.execPath, [
      builtProgram('simulator', 'main.js'),
      ...args,
      ...['--key', API_KEY, '--secret', API_SECRET],
    ]);
    const live = page.locator('lk-session-row');
    await live.waitFor();
    await live.locator('.agents').getByText('1', { exact: true }).waitFor();
    await live.getByText('ended').waitFor();
    await run;
  });
});
