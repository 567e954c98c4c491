import type { Change } from '@livekit-dashboard/contracts';
import { DashboardClient } from './dashboard-client';
import type { DashboardClientOptions } from './options';
import { EPOCH, gone, Notes, row, ScriptedServer } from './testing/scripted-server';

const OTHER_EPOCH = '22222222-2222-4222-8222-222222222222';

describe('DashboardClient', () => {
  let server: ScriptedServer;
  let client: DashboardClient;
  let notes: Notes;

  beforeEach(async () => {
    server = await ScriptedServer.start();
    notes = new Notes();
    server.answer = ({ since }) =>
      since
        ? { ok: true, mode: 'resumed', offset: since.offset, changes: [] }
        : { ok: true, mode: 'snapshot', offset: 10, changes: [row('a', 4), row('b', 9)] };
  });
  afterEach(async () => {
    client.close();
    await server.close();
  });

  const connect = (options: DashboardClientOptions = {}): DashboardClient =>
    (client = new DashboardClient({ url: server.url, ...options }));
  const states = (): string[] => {
    const seen: string[] = [];
    client.onStatus(({ state }) => seen.push(state));
    return seen;
  };
  const becomes = (state: string): Promise<void> =>
    new Promise((resolve) => {
      client.onStatus((status) => status.state === state && resolve());
    });

  it('[CL1] receives a snapshot, then the changes', async () => {
    const subscription = connect().subscribe('sessions', notes.changes);
    expect(subscription.position).toBeNull();
    await notes.count(1);
    server.changes(10, 12, [row('a', 12)]);
    expect(await notes.count(2)).toEqual(['snapshot a:4,b:9@10', 'changes a:12@12']);
    expect(subscription).toMatchObject({ topic: 'sessions', live: true, position: { epoch: EPOCH, offset: 12 } });
  });

  it('[CL1] drops changes it has, and takes the newer part of an overlapping message', async () => {
    connect().subscribe('sessions', notes.changes);
    await notes.count(1);
    server.changes(5, 10, [row('a', 6)]);
    server.changes(8, 14, [row('b', 9), row('a', 11), gone('c', 14)]);
    server.changes(14, 15, [row('b', 15)]);
    expect((await notes.count(3)).slice(1)).toEqual(['changes a:11,c-:14@14', 'changes b:15@15']);
  });

  it('orders a digest by its own time, also without an event since', async () => {
    const activity = (at: string): Change => ({
      kind: 'activity',
      id: 'activity',
      offset: 10,
      value: { at, items: [] },
    });
    const told: Change[] = [];
    server.answer = () => ({ ok: true, mode: 'snapshot', offset: 10, changes: [activity('2026-11-23T09:00:00.000Z')] });
    connect().subscribe('overview', {
      snapshot: () => notes.note('snapshot'),
      changes: (changes) => {
        told.push(...changes);
        notes.note('changes');
      },
    });
    await notes.count(1);
    server.changes(10, 10, [activity('2026-11-23T09:01:00.000Z')], 'overview');
    server.changes(10, 10, [activity('2026-11-23T08:59:00.000Z')], 'overview');
    server.changes(10, 11, [{ kind: 'stats', id: 'stats', offset: 11, value: null }], 'overview');
    await notes.count(3);
    expect(told.map(({ kind, value }) => [kind, value && 'at' in value ? value.at : null])).toEqual([
      ['activity', '2026-11-23T09:01:00.000Z'],
      ['stats', null],
    ]);
  });

  it.each([
    ['a gap', () => server.changes(20, 21, [row('a', 21)])],
    ['a message of another epoch', () => server.changes(10, 11, [row('a', 11)], 'sessions', OTHER_EPOCH)],
  ])('subscribes again from where it is upon %s', async (_, send) => {
    connect().subscribe('sessions', notes.changes);
    await notes.count(1);
    send();
    expect(await server.asked(2)).toEqual({ topic: 'sessions', since: { epoch: EPOCH, offset: 10 } });
    server.changes(10, 11, [row('a', 11)]);
    expect((await notes.count(2))[1]).toBe('changes a:11@11');
  });

  it('[CL2] resumes after a disconnect, and reports it', async () => {
    connect().subscribe('sessions', notes.changes);
    await notes.count(1);
    const seen = states();
    server.answer = () => ({ ok: true, mode: 'resumed', offset: 12, changes: [row('b', 12)] });
    server.drop();
    expect(await server.asked(2)).toEqual({ topic: 'sessions', since: { epoch: EPOCH, offset: 10 } });
    expect((await notes.count(2))[1]).toBe('changes b:12@12');
    expect(seen).toEqual(['live', 'reconnecting', 'live']);
  });

  it('reconnects when the server said goodbye', async () => {
    connect().subscribe('sessions', notes.changes);
    await notes.count(1);
    server.cut();
    await server.asked(2);
  });

  it('[CL4] drops a silent connection and makes a new one', async () => {
    server.beat(50);
    connect({ staleAfterMs: 300 }).subscribe('sessions', notes.changes);
    await becomes('live');
    server.fallSilent();
    await becomes('reconnecting');
    server.beat(50);
    await becomes('live');
    expect(server.requests).toHaveLength(2);
  });

  it('stays live while heartbeats arrive', async () => {
    server.beat(50);
    connect({ staleAfterMs: 200 }).subscribe('sessions', notes.changes);
    await becomes('live');
    const seen = states();
    await server.hasBeaten(14); // 700 ms
    expect(seen).toEqual(['live']);
  });

  it('[CL7] is live only when every topic has been answered', async () => {
    server.answer = ({ topic }) => (topic === 'agents' ? null : { ok: true, mode: 'snapshot', offset: 1, changes: [] });
    connect().subscribe('sessions', notes.changes);
    const waiting = client.subscribe('agents', {});
    await server.asked(2);
    await notes.count(1);
    expect(client.status.state).toBe('connecting');
    waiting.close();
    expect(client.status.state).toBe('live');
  });

  it('[CL5] shares one subscription on the wire, and gives a late observer the present rows', async () => {
    const first = connect().subscribe('sessions', notes.changes);
    await notes.count(1);
    server.changes(10, 13, [row('c', 11), gone('a', 13)]);
    await notes.count(2);
    const late = new Notes();
    const second = client.subscribe('sessions', late.changes);
    expect(late.lines).toEqual([]);
    expect(await late.count(1)).toEqual(['snapshot b:9,c:11@13']);
    first.close();
    server.changes(13, 14, [row('b', 14)]);
    expect((await late.count(2))[1]).toBe('changes b:14@14');
    expect(notes.lines).toHaveLength(2);
    expect(server.requests).toHaveLength(1);
    expect(server.unsubscribed).toEqual([]);
    second.close();
    client.subscribe('sessions', notes.changes);
    await server.asked(2);
    expect(server.unsubscribed).toEqual(['sessions']);
    expect(server.requests[1]).toEqual({ topic: 'sessions' });
  });

  it('[CL3] starts again after a reset', async () => {
    connect().subscribe('sessions', notes.changes);
    await notes.count(1);
    server.reset('sessions', 'slow_reader');
    await notes.count(3);
    expect(notes.lines.slice(1)).toEqual(['reset slow_reader', 'snapshot a:4,b:9@10']);
    expect(server.requests[1]).toEqual({ topic: 'sessions' });
  });

  it('[CL6] retries while the database is unreachable', async () => {
    server.answer = () => ({ ok: false, error: { code: 'unavailable', message: 'away' } });
    connect().subscribe('sessions', notes.changes);
    await server.asked(1);
    expect(client.status.state).toBe('connecting');
    server.answer = () => ({ ok: true, mode: 'snapshot', offset: 1, changes: [] });
    await notes.count(1);
    expect(notes.lines).toEqual(['snapshot @1']);
    expect(client.status.state).toBe('live');
  });

  it('[CL6] reports a rejection, and does not retry it', async () => {
    server.answer = () => ({ ok: false, error: { code: 'too_large', message: 'too many' } });
    const subscription = connect().subscribe('sessions', notes.changes);
    expect(await notes.count(1)).toEqual(['error too_large']);
    expect(subscription.live).toBe(false);
    expect(client.status.state).toBe('live');
  });

  it('[CL8] delivers every event once, and reports gaps', async () => {
    server.answer = () => ({ ok: true, mode: 'snapshot', offset: 5, events: [] });
    connect().subscribe('events', notes.events);
    await notes.count(1);
    server.events(4, 7, [5, 6, 7]);
    server.events(7, 8, [8]);
    await notes.count(3);
    server.answer = () => ({ ok: true, mode: 'resumed', offset: 11, events: [{ offset: 9 }, { offset: 11 }] as never });
    server.drop();
    expect(await notes.count(4)).toEqual(['snapshot @5', 'events 6,7@7', 'events 8@8', 'events 9,11@11']);
  });

  it('subscribes from a given position', async () => {
    connect().subscribe('sessions', notes.changes, { since: { epoch: EPOCH, offset: 7 } });
    expect(await server.asked(1)).toEqual({ topic: 'sessions', since: { epoch: EPOCH, offset: 7 } });
    server.changes(7, 8, [row('a', 8)]);
    expect(await notes.count(1)).toEqual(['changes a:8@8']);
  });

  it("knows the server's clock", async () => {
    const hour = 3_600_000;
    server.serverTime = () => new Date(Date.now() + hour).toISOString();
    connect().subscribe('sessions', notes.changes);
    await notes.count(1);
    expect(Math.abs(client.serverNow() - Date.now() - hour)).toBeLessThan(60_000);
  });

  it('[CL9] continues when an observer throws', async () => {
    const uncaught: unknown[] = [];
    const { queueMicrotask } = globalThis;
    globalThis.queueMicrotask = (task) =>
      queueMicrotask(() => {
        try {
          task();
        } catch (error) {
          uncaught.push(error);
        }
      });
    connect().subscribe('sessions', {
      snapshot: () => {
        throw new Error('broken observer');
      },
    });
    client.subscribe('sessions', notes.changes);
    await notes.count(1);
    expect(client.status.state).toBe('live');
    globalThis.queueMicrotask = queueMicrotask;
    expect(uncaught).toEqual([new Error('broken observer')]);
  });

  it('is closed for good', async () => {
    const subscription = connect().subscribe('sessions', notes.changes);
    await notes.count(1);
    const seen = states();
    client.close();
    client.close();
    expect(seen).toEqual(['live', 'closed']);
    expect(subscription.live).toBe(false);
    expect(() => client.subscribe('sessions', {})).toThrow('closed');
    server.changes(10, 11, [row('a', 11)]);
    await server.empty();
    expect(notes.lines).toHaveLength(1);
  });
});
