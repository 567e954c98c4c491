import { WebhookReceiver } from 'livekit-server-sdk';
import { type Answer, Receiver } from '@livekit-dashboard/harness';
import { httpPost } from '@livekit-dashboard/traffic';
import { MAX_AGE_MS, QUEUE_DEPTH, Sender, type SenderOptions } from './sender';

const apiKey = { key: 'devkey', secret: 'a-secret-of-at-least-thirty-two-characters' };
const body = (id: string): string => JSON.stringify({ event: 'room_started', id, room: { name: 'a' } });

describe('sender', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function start(answer?: Answer, options: Partial<SenderOptions> = {}) {
    const receiver = await Receiver.start(answer);
    const post = httpPost(receiver.url);
    closing.push(
      () => post.close(),
      () => receiver.stop(),
    );
    const waits: number[] = [];
    const wait = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
    return { receiver, waits, sender: new Sender({ post, apiKey, wait, ...options }) };
  }

  it('posts as LiveKit does: the unchanged body, its content type, a bare token that the SDK accepts', async () => {
    const { receiver, sender } = await start();
    expect(await sender.send('a', body('EV_1'))).toEqual({ result: 'delivered', status: 200, attempts: 1 });
    const [received] = receiver.received;
    expect(received).toMatchObject({ body: body('EV_1'), contentType: 'application/webhook+json' });
    expect(received?.authorization).toMatch(/^ey[\w-]+\.[\w-]+\.[\w-]+$/);
    const sdk = new WebhookReceiver(apiKey.key, apiKey.secret);
    await expect(sdk.receive(body('EV_1'), received?.authorization)).resolves.toMatchObject({ id: 'EV_1' });
    await expect(sdk.receive(body('EV_2'), received?.authorization)).rejects.toThrow();
  });

  it('retries after 1, 2, 4 and 8 s with the same token and body, then gives up', async () => {
    const { receiver, sender, waits } = await start(() => 503);
    expect(await sender.send('a', body('EV_1'))).toEqual({ result: 'failed', status: 503, attempts: 5 });
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    expect(new Set(receiver.received.map(({ authorization }) => authorization)).size).toBe(1);
  });

  it.each([429, 500, 502, null])('retries on %s', async (status) => {
    const { sender } = await start((_, earlier) => (earlier.length === 0 ? status : 200));
    expect(await sender.send('a', body('EV_1'))).toEqual({ result: 'delivered', status: 200, attempts: 2 });
  });

  it.each([400, 401, 404, 413, 501])('counts %s as delivered: the event is lost', async (status) => {
    const { sender } = await start(() => status);
    expect(await sender.send('a', body('EV_1'))).toEqual({ result: 'delivered', status, attempts: 1 });
  });

  it('keeps each queue in order, retries included, while others continue', async () => {
    const { receiver, sender } = await start(({ body: text }, earlier) =>
      text === body('EV_1') && earlier.length < 3 ? 503 : 200,
    );
    await Promise.all([sender.send('a', body('EV_1')), sender.send('a', body('EV_2')), sender.send('b', body('EV_3'))]);
    const ids = receiver.received.map((received) => (JSON.parse(received.body) as { id: string }).id);
    expect(ids.filter((id) => id !== 'EV_3')).toEqual(['EV_1', 'EV_1', 'EV_1', 'EV_2']);
    expect(ids.indexOf('EV_3')).toBeLessThan(ids.indexOf('EV_2'));
  });

  it('drops events for a full queue', async () => {
    const { sender } = await start();
    const outcomes = await Promise.all(
      Array.from({ length: QUEUE_DEPTH + 2 }, (_, n) => sender.send('a', body(`EV_${n}`))),
    );
    expect(outcomes.filter(({ result }) => result === 'delivered')).toHaveLength(QUEUE_DEPTH);
    expect(outcomes.filter(({ result }) => result === 'dropped_full')).toHaveLength(2);
  });

  it('drops an event that is older than 30 s when its turn comes', async () => {
    let nowMs = 0;
    const { receiver, sender } = await start(() => ((nowMs += MAX_AGE_MS + 1), 200), { now: () => nowMs });
    const [first, second] = await Promise.all([sender.send('a', body('EV_1')), sender.send('a', body('EV_2'))]);
    expect([first.result, second.result]).toEqual(['delivered', 'dropped_old']);
    expect(receiver.received).toHaveLength(1);
  });
});
