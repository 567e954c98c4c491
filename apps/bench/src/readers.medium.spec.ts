import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { Readers } from './readers';
import { dueMs, dueOffset, lastOffset, type Stream } from './stream';

describe('a stream', () => {
  const stream: Stream = { base: 40, count: 20, rate: 10, startMs: 5000 };

  it('states which change is due when', () => {
    expect(dueMs(stream, 41)).toBe(5000);
    expect(dueMs(stream, 60)).toBe(6900);
    expect([4999, 5000, 5099, 5100, 99_999].map((now) => dueOffset(stream, now))).toEqual([40, 41, 41, 42, 60]);
    expect(lastOffset(stream)).toBe(60);
  });
});

describe('readers', () => {
  let http: HttpServer;
  let io: Server;
  let origin: string;

  beforeEach(async () => {
    http = createServer();
    io = new Server(http, { transports: ['websocket'], pingInterval: 50 });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  });

  afterEach(() => io.close());

  it('subscribe to a topic, stay connected, and measure each change that a message covers', async () => {
    const topics: unknown[] = [];
    io.on('connection', (socket) =>
      socket.on('subscribe', (request: unknown, reply: (answer: object) => void) => {
        topics.push(request);
        reply({ ok: true });
      }),
    );
    const readers = new Readers();
    await readers.connect({ origin, sockets: 12, topic: 'sessions' });
    expect(topics).toEqual(Array(12).fill({ topic: 'sessions' }));
    readers.expect({ base: 0, count: 4, rate: 1000, startMs: Date.now() - 500 });
    io.emit('heartbeat', { serverTime: '' });
    io.emit('changes', { topic: 'sessions', fromOffset: 0, toOffset: 3, changes: [] });
    io.emit('changes', { topic: 'sessions', fromOffset: 3, toOffset: 4, changes: [] });
    await allAnswered(io);
    const { p50, complete, messages } = readers.report();
    expect({ complete, messages }).toEqual({ complete: 12, messages: 24 });
    expect(p50).toBeGreaterThanOrEqual(497);
  });

  it('notice that the end is missing', async () => {
    const readers = new Readers();
    await readers.connect({ origin, sockets: 2, topic: null });
    readers.expect({ base: 0, count: 2, rate: 1000, startMs: Date.now() });
    io.emit('change', { offset: 1 });
    await allAnswered(io);
    expect(readers.report()).toMatchObject({ complete: 0, messages: 2 });
  });

  /** A pong answers a ping that was sent after the messages: they have been read. */
  const allAnswered = (server: Server): Promise<unknown> =>
    Promise.all(
      [...server.sockets.sockets.values()].map(({ conn }) =>
        once(conn, 'heartbeat').then(() => once(conn, 'heartbeat')),
      ),
    );
});
