import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { API_KEY, API_SECRET, Room } from '@livekit-dashboard/harness/browser';
import { builtProgram } from '@livekit-dashboard/harness';
import { describeInBrowser } from './testing/in-browser';

/** A real agent, as a real server reported it, moved to the present. Its second room is one that no agent joined. */
const replayRealAgent = (origin: string) =>
  promisify(execFile)(process.execPath, [
    builtProgram('simulator', 'main.js'),
    ...['replay', 'real-agent', '--fresh', '--speed', '2', '--url', origin, '--key', API_KEY, '--secret', API_SECRET],
  ]);

describeInBrowser('the agents', (stage) => {
  let page: Page;
  const table = (name: string) => page.getByRole('table', { name });
  const row = (text: string) => page.getByRole('row').filter({ hasText: text });
  const view = (name: RegExp) => page.getByRole('navigation', { name: 'Which agents' }).getByRole('link', { name });

  beforeAll(async () => {
    page = await stage().open('/agents');
  });

  it('explain how an agent joins, before the first one', async () => {
    await page.getByText('No agent has joined in the last 24 hours').waitFor();
    await page.getByText('lk dispatch create').waitFor();
  });

  it('show a real one while it works, mark it when it left, then remove it', async () => {
    const replay = replayRealAgent(stage().dashboard.origin);
    const agent = row('frontdesk');
    await agent.getByText('active').waitFor();
    await agent.getByRole('link', { name: 'frontdesk-call' }).waitFor();
    await agent.getByText(/^AJ_/).waitFor();
    expect(await agent.getByText(/^\d\d:\d\d$/).count()).toBe(1);
    await agent.getByText('left').waitFor();
    await agent.waitFor({ state: 'detached' });
    await page.getByText('No agent is in a room right now').waitFor();
    await replay;
  });

  it('list the activity of each name in 24 hours', async () => {
    await view(/^By name/).click();
    await page.waitForURL('**/agents?view=names');
    const cells = row('frontdesk').getByRole('cell');
    await cells.first().waitFor();
    expect((await cells.allInnerTexts()).slice(1, 5)).toEqual(['0', '1', '1', '1']);
  });

  it('list the sessions that people and no agent joined', async () => {
    await view(/^No agent joined 1/).click();
    await page.getByText('1 session without an agent, 1 with a single participant').waitFor();
    await row('no-agent-came').getByText('caller alone').waitFor();
    expect(await table('Sessions without an agent, last 24 hours').getByRole('row').count()).toBe(2);
    await page.getByRole('button', { name: 'Caller alone' }).click();
    await page.waitForURL('**/agents?view=unattended&only=alone');
    await row('no-agent-came').getByRole('link', { name: 'no-agent-came' }).click();
    await page.getByRole('heading', { name: 'no-agent-came' }).waitFor();
    await page.goBack();
    await page.waitForURL('**/agents?view=unattended&only=alone');
  });

  it('show a hostile name as text, sort by keyboard, and filter by the URL', async () => {
    const hostile = '<img src=x onerror=alert(1)>\u202Egpj.exe';
    const room = new Room('support');
    const agent = (identity: string, name: string) =>
      room.joined({ identity, kind: 'AGENT', attributes: { 'lk.agent.name': name } });
    await stage().dashboard.post(room.started(), agent('agent-AJ_1', hostile), agent('agent-AJ_2', 'zoe'));
    await page.goto('/agents');
    await row('zoe').waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.locator('lk-live-agents bdi').allInnerTexts()).toContain(hostile);
    const name = page.getByRole('button', { name: 'Agent', exact: true });
    await name.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/agents?sort=agentName');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/agents?sort=-agentName');
    await page.locator('[aria-sort=descending]').waitFor();
    expect(await page.getByRole('row').nth(1).innerText()).toContain('zoe');
    await page.getByRole('searchbox', { name: 'Filter' }).fill('ZO');
    await row('gpj').waitFor({ state: 'detached' });
    await page.reload();
    await row('zoe').waitFor();
    expect(await table('Live agents').getByRole('row').count()).toBe(2);
  });

  it('do not move rows under the pointer', async () => {
    await page.goto('/agents');
    await row('zoe').hover();
    const other = new Room('other');
    await stage().dashboard.post(other.started(), other.joined({ identity: 'agent-AJ_3', kind: 'AGENT' }));
    const waiting = page.getByRole('button', { name: '1 new agent' });
    await waiting.waitFor();
    await waiting.dispatchEvent('click'); // a pointer on its way there leaves the list, whose hold may end before it arrives
    await row('other').getByText('no name').waitFor();
    expect(stage().complaints).toEqual([]);
  });
});
