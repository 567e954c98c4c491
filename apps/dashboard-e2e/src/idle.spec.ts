import type { Page, WebSocket } from 'playwright-core';
import { capture } from '@livekit-dashboard/harness/browser';
import { describeInBrowser, live, type Stage } from './testing/in-browser';

/** The server beats once a second, so this many are a minute. */
const BEATS = 60;
/** What the server sends as time passes: the heartbeat, and each minute the digests (the last hour moved on). */
const BESIDE_THE_STREAM = /"heartbeat"|"topic":"(overview|agents-day)"/;

describeInBrowser('an idle minute', (stage) => {
  it('makes no request: only heartbeats over the WebSocket', async () => {
    const [started = '', ...rest] = capture('meeting').slice(0, 5);
    await stage().dashboard.post(started, ...rest);
    const { sid } = (JSON.parse(started) as { room: { sid: string } }).room;
    const pages = [
      ['/', 'team-standup'],
      ['/sessions', 'team-standup'],
      [`/sessions/${sid}`, 'Alice Andersson'],
      ['/agents', 'No agent'],
      ['/events', 'participant_joined'],
      ['/settings', 'Webhooks'],
    ] as const;
    const opened: Opened[] = [];
    for (const [path, sign] of pages) opened.push(await open(stage(), path, sign)); // all at once would be a busy minute
    const watched = await Promise.all(opened.map(traffic));
    for (const { sockets, asked, sent, received } of watched) {
      expect(asked).toEqual([]);
      expect(sockets).toHaveLength(1);
      expect(sockets[0]?.isClosed()).toBe(false);
      // Answers to engine.io's ping, and what asks for it.
      expect(sent.filter((frame) => frame !== '3')).toEqual([]);
      expect(received.filter((frame) => frame !== '2' && !BESIDE_THE_STREAM.test(frame))).toEqual([]);
    }
  }, 300_000);
});

interface Opened {
  readonly page: Page;
  readonly sockets: readonly WebSocket[];
}

async function open(stage: Stage, path: string, sign: string): Promise<Opened> {
  const page = await stage.blank();
  const sockets: WebSocket[] = [];
  page.on('websocket', (socket) => sockets.push(socket));
  await page.goto(path, { waitUntil: 'networkidle', timeout: 60_000 });
  await live(page);
  await page.locator('main').getByText(sign).locator('visible=true').first().waitFor();
  return { page, sockets };
}

/** What is sent over the network until `BEATS` heartbeats have arrived. */
async function traffic({ page, sockets }: Opened) {
  const [socket] = sockets;
  if (!socket) throw new Error('the page has a WebSocket');
  const asked: string[] = [];
  const sent: string[] = [];
  const received: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  socket.on('framesent', ({ payload }) => sent.push(String(payload)));
  let left = BEATS;
  await new Promise<void>((resolve) => {
    socket.on('framereceived', ({ payload }) => {
      received.push(String(payload));
      if (String(payload).includes('"heartbeat"') && --left === 0) resolve();
    });
  });
  return { sockets, asked, sent, received };
}
