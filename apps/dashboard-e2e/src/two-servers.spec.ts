/** Every page with two LiveKit servers that have a session of the same sid: rows, links, filters and live changes distinguish them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { postWebhook, Room } from '@livekit-dashboard/harness/browser';
import { describeInBrowser, live } from './testing/in-browser';

const KEYS = {
  eu: { key: 'eukey', secret: 'eu-secret-eu-secret-eu-secret-32xx' },
  us: { key: 'uskey', secret: 'us-secret-us-secret-us-secret-32xx' },
} as const;
type Server = keyof typeof KEYS;

const folder = mkdtempSync(join(tmpdir(), 'two-servers-'));
const file = join(folder, 'servers.yaml');
const servers = Object.entries(KEYS).map(([name, { key, secret }]) => ({ name, keys: { [key]: secret } }));
writeFileSync(file, JSON.stringify(servers));

describeInBrowser(
  'two servers with a session of one sid',
  (stage) => {
    const room = new Room('call-eu');
    let page: Page;

    /** The same webhooks from both, with other names: every sid exists twice. */
    const post = async (server: Server, ...bodies: readonly object[]): Promise<void> => {
      for (const body of bodies) {
        const text = JSON.stringify(body);
        const named = server === 'eu' ? text : text.replaceAll('call-eu', 'call-us').replaceAll('"ann"', '"uma"');
        expect(await postWebhook(stage().dashboard.origin, named, KEYS[server])).toBe(200);
      }
    };
    const goto = async (path: string): Promise<void> => {
      await page.goto(path);
      await live(page);
    };
    const row = (name: string) => page.locator('lk-session-row', { hasText: name });
    const ended = (name: string) => page.locator('lk-session-history [role=row]', { hasText: name });
    const main = () => page.locator('main');

    beforeAll(async () => {
      const bodies = [
        room.started(),
        room.joined({ identity: 'ann' }),
        room.published('ann', 'CAMERA'),
        room.recording(),
      ];
      await post('eu', ...bodies);
      await post('us', ...bodies);
      page = await stage().open('/sessions');
    });
    afterAll(() => rmSync(folder, { recursive: true }));
    afterEach(() => expect(stage().complaints).toEqual([]));

    it('are two rows of the live list, with their servers', async () => {
      for (const server of ['eu', 'us']) {
        await row(`call-${server}`).getByText(server, { exact: true }).waitFor();
        await row(`call-${server}`).locator('.people').getByText('1', { exact: true }).waitFor();
      }
    });

    it('have their own pages, whose addresses name the server', async () => {
      await row('call-us').getByRole('link').first().click();
      await page.waitForURL(`**/sessions/${room.sid}?*source=us*`);
      await page.getByRole('heading', { name: 'call-us' }).waitFor();
      await main().getByText('uma').first().waitFor();
      expect(await main().getByText('ann', { exact: true }).count()).toBe(0);
      await main()
        .getByRole('navigation', { name: 'Parts of the session' })
        .getByRole('link', { name: 'Events' })
        .click();
      await main().getByText('participant_joined').first().waitFor();
      expect(await main().getByText('participant_joined').count()).toBe(1);
      await page.reload();
      await page.getByRole('heading', { name: 'call-us' }).waitFor();
    });

    it('are offered as a choice at an address without a server', async () => {
      await goto(`/sessions/${room.sid}`);
      await main().getByRole('link', { name: 'eu', exact: true }).click();
      await page.getByRole('heading', { name: 'call-eu' }).waitFor();
      expect(page.url()).toContain('source=eu');
    });

    it('change independently: one ends, the other continues', async () => {
      await goto(`/sessions/${room.sid}?source=eu`);
      await post('us', room.joined({ identity: 'ben' }));
      await post('eu', room.joined({ identity: 'cleo' }));
      await main().getByText('cleo').first().waitFor();
      expect(await main().getByText('ben', { exact: true }).count()).toBe(0);
      await post('us', room.finished());
      await goto('/sessions');
      await row('call-eu').locator('.people').getByText('2', { exact: true }).waitFor();
      expect(await row('call-us').count()).toBe(0);
    });

    it('are distinct in the history, and can be filtered by server', async () => {
      await goto('/sessions?view=history&live=1');
      await ended('call-eu').waitFor();
      await ended('call-us').waitFor();
      await goto('/sessions?view=history&live=1&source=us');
      await ended('call-us').waitFor();
      expect(await ended('call-eu').count()).toBe(0);
      await ended('call-us').getByRole('link').first().click();
      await page.waitForURL(/source=us/);
      await page.getByRole('heading', { name: 'call-us' }).waitFor();
    });

    it('have their own events, recordings and search results', async () => {
      await goto('/events?source=us');
      await main().getByText('room_finished').first().waitFor();
      expect(await main().getByText('call-eu').count()).toBe(0);
      await main().getByRole('link', { name: 'call-us' }).first().click();
      await page.waitForURL(/source=us/);
      await goto('/egress');
      await main().getByRole('link', { name: 'call-eu' }).waitFor();
      await main().getByRole('link', { name: 'call-us' }).click();
      await page.waitForURL(/source=us/);
      await page.keyboard.press('/');
      await page.keyboard.type(room.sid);
      await page.locator('lk-search-results').getByText('call-eu').waitFor();
      await page.locator('lk-search-results').getByText('call-us').click();
      await page.waitForURL(/source=us/);
      await page.getByRole('heading', { name: 'call-us' }).waitFor();
    });

    it('are linked from the overview, and Settings lists both servers', async () => {
      await goto('/');
      const busy = page.getByRole('table', { name: 'Busiest sessions' });
      expect(await busy.getByRole('link', { name: 'call-eu' }).getAttribute('href')).toContain('source=eu');
      const activity = page.locator('lk-activity').getByRole('link', { name: 'call-us' }).first();
      expect(await activity.getAttribute('href')).toContain('source=us');
      await goto('/settings');
      for (const server of ['eu', 'us'])
        await page.locator('lk-servers-table').getByText(server, { exact: true }).waitFor();
    });
  },
  { LIVEKIT_SERVERS: file, LIVEKIT_API_KEY: '', LIVEKIT_API_SECRET: '' },
);
