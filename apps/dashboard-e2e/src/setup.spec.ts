/** A user connects LiveKit with the instructions of the page, and the doctor names each possible error. */
import { parse } from 'yaml';
import type { Page } from 'playwright-core';
import { API_KEY, Room, type Signing, WEBHOOK_PATH, webhookHeaders } from '@livekit-dashboard/harness/browser';
import { objectionsInEveryLook } from './testing/axe';
import { describeInBrowser } from './testing/in-browser';

const body = (): string => JSON.stringify(new Room('first-call').started());

/** A process ends, another starts on the same data, and the page finds it: this takes seconds, longer on a busy machine. */
const RESTART_MS = 120_000;

/** Posts a possibly invalid webhook; resolves to the status. */
async function post(
  origin: string,
  sent: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Promise<number> {
  const answer = await fetch(new URL(WEBHOOK_PATH, origin), { method: 'POST', headers, body: sent });
  await answer.arrayBuffer();
  return answer.status;
}

const finding = (page: Page, words: string) => page.locator('lk-findings [role=listitem]').filter({ hasText: words });

describeInBrowser(
  'the set-up guide',
  (stage) => {
    let page: Page;
    const step = (heading: string) => page.locator('lk-setup-guide li.done').filter({ hasText: heading });

    beforeAll(async () => {
      page = await stage().open('/');
    });

    it('says that there is no key, and which one LiveKit signs with', async () => {
      await finding(page, 'This server has no API key, so it refuses every webhook.').waitFor();
      const sent = body();
      expect(await post(stage().dashboard.origin, sent, webhookHeaders(sent))).toBe(401);
      await finding(page, `Something signs with ${API_KEY}.`).waitFor();
    });

    it(
      'completes the step when the server has the key, without a reload',
      async () => {
        await page.evaluate(() => (document.body.dataset['notReloaded'] = 'true'));
        await stage().dashboard.end('SIGTERM');
        stage().dashboard.environment = {};
        await stage().dashboard.start();
        await step("Give this server LiveKit's key").getByText(API_KEY).waitFor({ timeout: RESTART_MS });
        await finding(page, 'no API key').waitFor({ state: 'detached' });
      },
      RESTART_MS,
    );

    it('copies a complete LiveKit configuration', async () => {
      const yaml = await page.getByRole('region', { name: 'livekit.yaml' }).innerText();
      expect(parse(yaml)).toEqual({
        webhook: { api_key: API_KEY, urls: [stage().dashboard.origin + WEBHOOK_PATH] },
      });
      await page.getByRole('tab', { name: 'LIVEKIT_CONFIG' }).click();
      const compose = parse(await page.getByRole('region', { name: 'LIVEKIT_CONFIG' }).innerText()) as {
        services: { livekit: { environment: { LIVEKIT_CONFIG: string } } };
      };
      expect(parse(compose.services.livekit.environment.LIVEKIT_CONFIG)).toMatchObject({
        keys: { [API_KEY]: '<its secret>' },
        webhook: { api_key: API_KEY },
      });
    });

    it('warns that a loopback address is not reachable from elsewhere', async () => {
      await page.getByText('Reachable only from this machine, not from containers.').waitFor();
      await page.getByText('http://host.docker.internal:').waitFor();
    });

    it('sends a test event and shows its receipt', async () => {
      await page.getByRole('button', { name: 'Send a test event' }).click();
      await page.getByText(/The test event came through in \d+ ms/).waitFor();
      await step('Send a test event').waitFor();
    });

    it('has no axe violations', async () => {
      expect(await objectionsInEveryLook(page, () => page.locator('lk-setup-guide').waitFor())).toEqual({});
    });

    it('becomes the live page with the first webhook of LiveKit', async () => {
      await page.getByText('Waiting for the first webhook').waitFor();
      await stage().dashboard.post(body());
      await page.locator('lk-setup-guide').waitFor({ state: 'detached' });
      await page.getByRole('link', { name: 'first-call' }).first().waitFor();
      expect(await page.evaluate(() => document.body.dataset['notReloaded'])).toBe('true');
    });
  },
  { LIVEKIT_API_KEY: '', LIVEKIT_API_SECRET: '' },
);

describeInBrowser('the doctor', (stage) => {
  let page: Page;
  const send = (signing: Signing, sent = body()): Promise<number> =>
    post(stage().dashboard.origin, sent, webhookHeaders(sent, signing));

  beforeAll(async () => {
    page = await stage().open('/settings');
    await page.getByText('Waiting for the first webhook', { exact: true }).waitFor();
  });

  const HOSTILE = '<img src=x onerror=alert(1)>';
  const AGO_S = 420;
  const AHEAD_S = 90;

  it.each<[string, () => Promise<number>, string, string]>([
    [
      'an unknown key, its name as text',
      () => send({ key: HOSTILE }),
      `Something signs with the key ${HOSTILE}, which is not known here.`,
      `Known: ${API_KEY}. Either set webhook.api_key in livekit.yaml to that`,
    ],
    [
      'a wrong secret',
      () => send({ secret: 'another-secret-of-more-than-32-characters' }),
      `The secret of ${API_KEY} here is not the one LiveKit signs with.`,
      'into LIVEKIT_API_SECRET without spaces or quotes',
    ],
    [
      "a clock of LiveKit's that is behind",
      () => send({ at: Date.now() - AGO_S * 1000 }),
      "Clock off by 7 min: this server's is ahead of LiveKit's.",
      "This browser's clock agrees with this server's, so correct the clock on the LiveKit host",
    ],
    [
      "a clock of LiveKit's that is ahead",
      () => send({ at: Date.now() + AHEAD_S * 1000 }),
      "this server's is behind LiveKit's.",
      'Up to 60 s are allowed.',
    ],
    [
      'an altered body',
      () => post(stage().dashboard.origin, `${body()} `, webhookHeaders(body())),
      'The body was altered on its way: it does not match its signature.',
      'rewrites the JSON: have it forward POST /api/webhooks/livekit unmodified',
    ],
    [
      'a missing token',
      () => post(stage().dashboard.origin, body(), {}),
      'Something posts here without a token.',
      'a proxy removes the header: have it forward that.',
    ],
    [
      'a malformed token',
      () => post(stage().dashboard.origin, body(), { authorization: 'Basic YTpi' }),
      "Something posts here with a token that is not LiveKit's.",
      'leave that out for /api/webhooks/livekit.',
    ],
    [
      'what is not JSON',
      () => send({}, 'room_started=1'),
      `Something signs with ${API_KEY} and posts what is not JSON.`,
      'the other program that has this key',
    ],
    [
      'what is not UTF-8',
      () => {
        const bytes = new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]);
        return post(stage().dashboard.origin, bytes, webhookHeaders(bytes));
      },
      `Something signs with ${API_KEY} and posts what is not UTF-8.`,
      'the other program that has this key',
    ],
    [
      'JSON that names no event',
      () => send({}, '{}'),
      `Something signs with ${API_KEY} and posts JSON that names no event.`,
      'the other program that has this key',
    ],
    [
      'what is too large',
      () => send({}, JSON.stringify({ event: 'room_started', room: { metadata: 'x'.repeat(5 * 1024 * 1024) } })),
      'A webhook was too large.',
      'set limit.max_metadata_size in livekit.yaml',
    ],
  ])('names %s, and what to change', async (_, provoke, headline, advice) => {
    expect(await provoke()).toBeGreaterThanOrEqual(400);
    const told = finding(page, headline);
    await told.waitFor();
    expect((await told.innerText()).replace(/\s+/g, ' ')).toContain(advice);
    await told.getByText(/1 rejected in the last 24 h, most recent/).waitFor();
  });

  it('reports an error, without axe violations', async () => {
    await page.locator('lk-doctor-panel [role=status]').getByText('Not connected yet').waitFor();
    expect(await objectionsInEveryLook(page, () => finding(page, HOSTILE).waitFor())).toEqual({});
  });

  it('reports no error once valid webhooks arrive', async () => {
    await stage().dashboard.post(body());
    const past = page.locator('lk-findings .past');
    await past.filter({ hasText: `The secret of ${API_KEY} here is not the one` }).waitFor();
    await page.locator('lk-doctor-panel').getByText('Not connected yet').waitFor({ state: 'detached' });
  });

  it('lists the servers, and whether their API is queried', async () => {
    const server = page.getByRole('table', { name: 'LiveKit servers' }).getByRole('row', { name: 'default' });
    await server.getByText(API_KEY).waitFor();
    await server.getByText('not checked').waitFor();
    await finding(page, 'Missed webhooks are not recovered.').getByText('LIVEKIT_URL').waitFor();
  });
});

describeInBrowser(
  'a test event through PUBLIC_URL',
  (stage) => {
    it('reports that nothing answers there', async () => {
      const page = await stage().open('/settings');
      await page.getByText('posts it to the URL above, through any proxy in between').waitFor();
      await page.getByRole('button', { name: 'Send a test event' }).click();
      await page.getByText('No connection to http://127.0.0.1:9/api/webhooks/livekit').waitFor();
      await page.getByText('Check PUBLIC_URL, its name in DNS and the firewall.').waitFor();
    });
  },
  { PUBLIC_URL: 'http://127.0.0.1:9' },
);
