import type { Page, WebSocket } from 'playwright-core';
import { capture } from './harness/webhooks';
import { describeInBrowser, live, type Stage } from './testing/in-browser';

/** The server beats once a second, so this many are a minute. */
const BEATS = 60;

describeInBrowser('a minute in which nothing happens', (stage) => {
  it('brings no request: a page has its WebSocket, and beats come over it', async () => {
    const [started = '', ...rest] = capture('meeting').slice(0, 5);
    await stage().dashboard.post(started, ...rest);
    const { sid } = (JSON.parse(started) as { room: { sid: string } }).room;
    const paths = ['/sessions', `/sessions/${sid}`, '/events'];
    const watched = await Promise.all(paths.map((path) => watch(stage(), path)));
    for (const { sockets, asked, sent, received } of watched) {
      expect(asked).toEqual([]);
      expect(sockets).toHaveLength(1);
      expect(sockets[0]?.isClosed()).toBe(false);
      // Answers to engine.io's ping, and what asks for it.
      expect(sent.filter((frame) => frame !== '3')).toEqual([]);
      expect(received.filter((frame) => frame !== '2' && !frame.includes('"heartbeat"'))).toEqual([]);
    }
  }, 150_000);
});

async function watch(stage: Stage, path: string) {
  const page = await stage.blank();
  const sockets: WebSocket[] = [];
  page.on('websocket', (socket) => sockets.push(socket));
  await page.goto(path, { waitUntil: 'networkidle' });
  await live(page);
  await page.locator('main').getByText('team-standup').first().waitFor();
  return { sockets, ...(await traffic(page, sockets)) };
}

/** What goes over the network until `BEATS` heartbeats have come. */
async function traffic(page: Page, [socket]: readonly WebSocket[]) {
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
  return { asked, sent, received };
}
