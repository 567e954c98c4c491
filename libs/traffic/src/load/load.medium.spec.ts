import { Receiver } from '@livekit-dashboard/harness';
import { Latencies } from './latencies';
import { closedLoop, openLoop, prepare } from './load';
import { steady } from './steady';

const apiKey = { key: 'devkey', secret: 'secret' };
const startMs = Date.UTC(2026, 10, 23);

describe('load', () => {
  it('ranks latencies by nearest rank', () => {
    const latencies = new Latencies();
    for (let ms = 100; ms >= 1; ms--) latencies.add(ms);
    expect(latencies.percentiles(0.5, 0.99, 1)).toEqual([50, 99, 100]);
    expect(new Latencies().percentiles(0.5)).toEqual([NaN]);
  });

  it('interleaves complete lives of rooms, with new events', () => {
    const traffic = steady({ seed: 1, startMs, rate: 100, rooms: 4 });
    const events = Array.from({ length: 40 }, () => traffic.next().value);
    expect(new Set(events.map(({ id }) => id)).size).toBe(40);
    expect(events.slice(0, 4).map(({ event }) => event)).toEqual(Array(4).fill('room_started'));
    expect(events.filter(({ event }) => event === 'room_finished')).toHaveLength(4);
    expect(events.at(-1)?.atMs).toBe(startMs + 390);
  });

  it('posts each prepared request once, in an open or closed loop, and counts the answers', async () => {
    const receiver = await Receiver.start((_, earlier) => (earlier.length % 10 === 9 ? 503 : 200));
    const requests = prepare(receiver.url, steady({ seed: 1, startMs, rate: 1000, rooms: 5 }), 100, apiKey);
    const open = await openLoop(receiver.url, requests, 1000, 4);
    expect(Object.fromEntries(open.statuses)).toEqual({ 200: 90, 503: 10 });
    expect(open.ms).toBeGreaterThanOrEqual(99);
    const closed = await closedLoop(receiver.url, requests, 60_000, 4);
    expect(closed.latencies.count).toBe(100);
    expect(receiver.received).toHaveLength(200);
    await receiver.stop();
  });
});
