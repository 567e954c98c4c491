import type { WebSocket } from 'ws';
import { eventually, pause } from '@livekit-dashboard/harness';
import { FakeStream } from '../testing/fake-stream';
import { type GatewayApp, startGateway } from '../testing/gateway-app';
import { WireClient } from '../testing/wire-client';
import { CHECK_EVERY_MS } from './slow-readers';
import { bufferedBytes } from './socket-buffer';

/** The client's own WebSocket: `pause` stops reading from the network. */
function webSocketOf(client: WireClient): WebSocket {
  const { transport } = client.socket.io.engine as unknown as { transport: { ws: WebSocket } };
  return transport.ws;
}

describe('a slow reader', () => {
  let stream: FakeStream;
  let app: GatewayApp;
  let slow: WireClient;
  let fast: WireClient;

  async function start(rows: number): Promise<void> {
    stream = new FakeStream();
    for (let i = 0; i < rows; i++) stream.commit(`RM_${i}`, 1);
    app = await startGateway(stream);
    slow = await WireClient.connect(app.url);
    fast = await WireClient.connect(app.url);
  }
  afterEach(async () => {
    slow.close();
    fast.close();
    await app.close();
  });

  it('[TO8] uses bounded memory, slows no other client, and is reset once it has read', async () => {
    await start(0);
    await slow.subscribe('events');
    await fast.subscribe('events');
    const serverSide = app.sockets().find(({ id }) => id === slow.socket.id)!;
    expect(bufferedBytes(serverSide)).toBe(0);

    webSocketOf(slow).pause();
    let most = 0;
    while (serverSide.data.slow === null) {
      app.feed.publish(stream.commit('RM_a', 1000));
      await fast.reaches(stream.offset, 1000);
      most = Math.max(most, bufferedBytes(serverSide));
      expect(most).toBeLessThan(8 * 1024 * 1024);
    }
    expect(most).toBeGreaterThan(2 * 1024 * 1024);
    expect(await pushMore()).toBeLessThan(64 * 1024);

    webSocketOf(slow).resume();
    await slow.until((seen) => seen.at(-1)?.what === 'reset');
    expect(slow.seen.at(-1)).toEqual({ what: 'reset', message: { topic: 'events', reason: 'slow_reader' } });
    expect(await slow.subscribe('events')).toMatchObject({ ok: true, offset: stream.offset });
    app.feed.publish(stream.commit('RM_a', 1));
    await Promise.all([slow.reaches(stream.offset), fast.reaches(stream.offset)]);
    const offsets = fast.events().flatMap(({ events }) => events.map(({ offset }) => offset));
    expect(offsets).toEqual(Array.from({ length: stream.offset }, (_, i) => i + 1));

    /** How much its buffer grows by messages after it was left out. */
    async function pushMore(): Promise<number> {
      const before = bufferedBytes(serverSide);
      for (let i = 0; i < 5; i++) {
        app.feed.publish(stream.commit('RM_a', 1000));
        await fast.reaches(stream.offset, 1000);
      }
      return bufferedBytes(serverSide) - before;
    }
  });

  it('is not a client that requested large answers', async () => {
    await start(4500);
    const serverSide = app.sockets().find(({ id }) => id === slow.socket.id)!;
    webSocketOf(slow).pause();
    const since = { epoch: stream.epoch, offset: 0 };
    await eventually(async () => {
      slow.socket.emit('subscribe', { topic: 'sessions', since }, () => undefined);
      expect(bufferedBytes(serverSide)).toBeGreaterThanOrEqual(8 * 1024 * 1024);
    });
    await pause(2 * CHECK_EVERY_MS + 50);
    expect(serverSide.data.slow).toBeNull();
    webSocketOf(slow).resume();
    expect(await slow.subscribe('sessions', since)).toMatchObject({ ok: true, mode: 'resumed' });
  });

  it('does not delay the shutdown', async () => {
    await start(0);
    webSocketOf(slow).pause();
    await app.close();
  });
});
