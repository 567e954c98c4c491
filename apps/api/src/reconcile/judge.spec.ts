import type { HeldSession } from '../store/reconcile/held.repository';
import { judge, type Testimony } from './judge';
import { emptyMemory, type ReconcileMemory } from './memory';

const T = Date.UTC(2026, 10, 24, 12);
const HEAD = 100;
const QUIET_MS = 60_000;
const ago = (seconds: number): number => T - seconds * 1000;

/** An active session known from webhooks, the last one that many seconds ago. */
const session = (sid: string, lastWebhook: number, more: Partial<HeldSession> = {}): HeldSession => ({
  sid,
  streamOffset: 50,
  webhookMs: ago(lastWebhook),
  name: sid,
  state: 'active',
  endReason: null,
  startedMs: ago(600),
  metadataHash: null,
  participants: 1,
  lastSignMs: ago(lastWebhook),
  heard: true,
  firstSeenMs: ago(600),
  ...more,
});
/** Known from listings alone. */
const unheard = (sid: string, firstSeen: number): HeldSession =>
  session(sid, 0, { heard: false, webhookMs: null, firstSeenMs: ago(firstSeen) });
const listed = (sid: string, createdAgo = 300): Testimony['rooms'][number] => ({
  room: { sid, name: sid, full: true, creationTimeMs: ago(createdAgo), metadata: '' },
});
const PROVEN: ReconcileMemory = { ...emptyMemory('ws://a'), agreedMs: ago(100) };

const judged = (sessions: HeldSession[], rooms: Testimony['rooms'], memory = PROVEN, more: Partial<Testimony> = {}) =>
  judge(
    { atMs: T, head: HEAD, rooms, inFlux: new Set(), sessions, lastWebhookMs: ago(200), ...more },
    memory,
    QUIET_MS,
  );

describe('a listing', () => {
  it('that contains a room of the webhooks is trusted, and proves the server', () => {
    const memory = {
      ...emptyMemory('ws://a'),
      contradictedMs: ago(9),
      disagreed: { atMs: ago(9), head: 1 },
      refuted: true,
    };
    const judgement = judged([session('RM_1', 2), session('RM_2', 400)], [listed('RM_1')], memory);
    expect(judgement).toMatchObject({ believed: true, contradictedMs: null });
    expect(judgement.memory).toEqual({ ...emptyMemory('ws://a'), agreedMs: T });
  });

  it('that is empty is trusted once webhooks are quiet, as of a killed server', () => {
    expect(judged([session('RM_1', 61)], [])).toMatchObject({ believed: true, namesNone: true });
    expect(judged([session('RM_1', 61), session('RM_2', 59)], [])).toMatchObject({
      believed: false,
      contradictedMs: null,
    });
  });

  it('that is empty is not trusted from an address that never listed a room of the webhooks', () => {
    const quiet = judged([session('RM_1', 900)], [], emptyMemory('ws://a'));
    expect(quiet).toMatchObject({ believed: false, contradictedMs: null });
    expect(judged([session('RM_1', 900)], [], { ...quiet.memory, contradictedMs: ago(90) }).contradictedMs).toBe(
      ago(90),
    );
  });

  it('that stays empty while webhooks arrive is no longer treated as a delay', () => {
    const after = (seconds: number) => judged([session('RM_1', 5)], [], { ...PROVEN, contradictedMs: ago(seconds) });
    expect(after(89).contradictedMs).toBeNull();
    expect(after(90)).toMatchObject({ believed: false, contradictedMs: ago(90) });
  });

  it('that lacks all of several recently reported rooms is not trusted, although it contains an older one', () => {
    const older = session('RM_0', 300);
    const recent = [session('RM_1', 5), session('RM_2', 5)];
    expect(judged([older, ...recent], [listed('RM_0')]).believed).toBe(false);
    expect(judged([older, ...recent.slice(1)], [listed('RM_0')]).believed).toBe(true);
    expect(judged([older, ...recent], [listed('RM_0'), listed('RM_1')]).believed).toBe(true);
  });

  it('[FO14] that contains only unknown rooms is of another server, however quiet it is', () => {
    const expected = { believed: false, contradictedMs: T };
    expect(judged([session('RM_1', 900)], [listed('RM_x')])).toMatchObject(expected);
    expect(judged([session('RM_1', 900)], [listed('RM_x'), listed('RM_y', 100)])).toMatchObject(expected);
    // Possible also if it was listed for part of the time.
    const turning = judged([session('RM_1', 900)], [], PROVEN, { inFlux: new Set(['RM_x']) });
    expect(turning).toMatchObject({ believed: false, memory: { agreedMs: PROVEN.agreedMs } });
  });

  it('of another server voids the proof, so that an empty one after it ends nothing', () => {
    const { memory } = judged([session('RM_1', 900)], [listed('RM_x')]);
    expect(memory.agreedMs).toBeNull();
    expect(judged([session('RM_1', 900)], [], memory).believed).toBe(false);
    expect(judged([session('RM_1', 900)], [listed('RM_1')], memory)).toMatchObject({
      believed: true,
      memory: { agreedMs: T },
    });
  });

  it('that contains only rooms created since the last webhook is trusted from a proven server', () => {
    const rooms = [listed('RM_x', 150), listed('RM_y', 190)];
    expect(judged([session('RM_1', 900)], rooms).believed).toBe(true);
    expect(judged([session('RM_1', 900)], rooms, emptyMemory('ws://a')).believed).toBe(false);
    expect(judged([session('RM_1', 30)], rooms, PROVEN, { lastWebhookMs: ago(200) }).believed).toBe(false);
  });

  it('that contains rooms known only from listings is of the same server if one of those agreed', () => {
    const sessions = [session('RM_1', 900), unheard('RM_x', 101)];
    expect(judged(sessions, [listed('RM_x', 5_000)])).toMatchObject({ believed: true, memory: { agreedMs: T } });
    expect(judged([session('RM_1', 900), unheard('RM_x', 99)], [listed('RM_x', 5_000)]).believed).toBe(false);
  });

  it('that contains rooms which a listing of this server lacked is of another one', () => {
    const sessions = [session('RM_1', 900), unheard('RM_x', 101)];
    const absent = { 'session_gone:RM_x': { atMs: ago(60), head: 1, scope: 'RM_x' } };
    expect(judged(sessions, [listed('RM_x', 5_000)], { ...PROVEN, absent }).believed).toBe(false);
    const over = { ...unheard('RM_x', 101), state: 'ended', endReason: 'reconciled' } as const;
    expect(judged([session('RM_1', 900), over], [listed('RM_x', 5_000)]).believed).toBe(false);
  });

  it('is trusted if there is nothing to compare', () => {
    expect(judged([], [listed('RM_x')], emptyMemory('ws://a'))).toMatchObject({
      believed: true,
      memory: { agreedMs: null },
    });
    expect(judged([unheard('RM_x', 50)], [], emptyMemory('ws://a')).believed).toBe(true);
  });

  describe('that a later webhook contradicts', () => {
    const quiet = judged([session('RM_1', 61)], []).memory;
    const later = (row: Partial<HeldSession>) =>
      judge(
        {
          atMs: T + 300_000,
          head: 200,
          rooms: [],
          inFlux: new Set(),
          sessions: [session('RM_1', 0, { webhookMs: T + 40_000, lastSignMs: T + 40_000, streamOffset: 101, ...row })],
          lastWebhookMs: T + 40_000,
        },
        quiet,
        QUIET_MS,
      );

    it('is of another server until it agrees', () => {
      expect(quiet.disagreed).toEqual({ atMs: T, head: HEAD });
      expect(later({})).toMatchObject({ believed: false, contradictedMs: T + 300_000, memory: { refuted: true } });
    });

    it.each([
      ['of a room that was new then', { firstSeenMs: ago(9) }],
      ['that was stored before it', { streamOffset: 100 }],
      ['that is no sign of life', { lastSignMs: ago(61) }],
    ])('unless that webhook was %s', (_, row) => {
      expect(later(row)).toMatchObject({ believed: true, memory: { refuted: false } });
    });
  });
});
