/**
 * A LiveKit server with generated faults and generated traffic, minute by minute, on a simulated clock: the same
 * decisions as in production, without I/O.
 */
import {
  apply,
  emptyState,
  fold,
  isTrackOpen,
  participantView,
  sessionView,
  type State,
} from '@livekit-dashboard/domain';
import type { ListedParticipant } from '@livekit-dashboard/livekit';
import fc from 'fast-check';
import { storedOf, type Touch } from '../testing/stored-of';
import type { Compared } from './compare';
import type { LiveRoom } from './live-room';
import { decide } from './decide';
import { isDue } from './due';
import { emptyMemory, type ReconcileMemory } from './memory';
import { NO_PHANTOMS } from './phantoms';
import { ReconcileTimes } from './reconcile-times';
import { syntheticEvent } from './synthetic-event';

const START = Date.UTC(2026, 10, 24, 12);
const SECOND = 1_000;
const TICK_MS = 5_000;
/** Webhooks of a busy room are at most this far apart. */
const LIVELY_MS = 20_000;
const LAG_MS = 20_000;
const NO_JOBS: Compared = { found: [], missing: [], undecided: new Set() };
const times = new ReconcileTimes();

type Mood = 'honest' | 'lags' | 'nothing' | 'foreign' | 'fails';
/** An established call sends no webhooks. */
type Traffic = 'lively' | 'quiet';
interface Room {
  readonly sid: string;
  readonly name: string;
  readonly createdMs: number;
  readonly people: readonly string[];
}

/** The facts, what LiveKit lists of them, and what the dashboard derives from both. */
class World {
  nowMs = START;
  mood: Mood = 'honest';
  readonly state: State = emptyState();
  private truth: readonly Room[] = [];
  /** The facts of each tick, for a listing that lags. */
  private readonly past: { readonly atMs: number; readonly rooms: readonly Room[] }[] = [];
  private readonly touches = new Map<string, Touch>();
  private offset = 0;
  private lastWebhookMs: number | null = null;
  private memory: ReconcileMemory = emptyMemory('ws://livekit');
  private asked: Parameters<typeof isDue>[0]['state'];
  private wentMs = new Map<string, number>();

  get rooms(): readonly Room[] {
    return this.truth;
  }

  /** Starts a room with participants; `heard`: their webhooks arrive. */
  open(name: string, people: readonly string[], heard = true): void {
    const sid = `RM_${name}_${this.nowMs}`;
    const room = { sid, name, createdMs: this.nowMs, people: people.map((who) => `PA_${who}_${sid}`) };
    this.truth = [...this.truth, room];
    if (!heard) return;
    this.webhook('room_started', room);
    for (const who of room.people) this.webhook('participant_joined', room, who);
  }

  /** Ends it without a webhook. */
  vanish(room: Room): void {
    this.truth = this.truth.filter(({ sid }) => sid !== room.sid);
    this.wentMs.set(room.sid, this.nowMs);
    for (const who of room.people) this.wentMs.set(who, this.nowMs);
  }

  /** A participant leaves without a webhook. */
  lose(room: Room): void {
    const [who, ...people] = room.people;
    if (who === undefined || people.length === 0) return;
    this.truth = this.truth.map((one) => (one.sid === room.sid ? { ...one, people } : one));
    this.wentMs.set(who, this.nowMs);
  }

  /** Something changes in it. */
  beat(room: Room): void {
    const who = room.people.at(-1);
    if (who !== undefined) this.webhook('track_published', room, who);
  }

  /** A tick of the clock and of the service. */
  tick(): void {
    this.nowMs += TICK_MS;
    this.past.push({ atMs: this.nowMs, rooms: this.truth });
    const active = [...this.state.sessions.values()].filter((row) => sessionView(row, 'x').state === 'active');
    const heard = active.flatMap(({ lastEventMs }) => lastEventMs ?? []);
    const lastEventMs = heard.length > 0 ? Math.max(...heard) : undefined;
    if (isDue({ nowMs: this.nowMs, bootMs: START, state: this.asked, lastEventMs }, times)) this.ask();
  }

  /** Sids that are active and shown as ended. */
  wronglyEnded(): string[] {
    return this.truth.flatMap((room) => {
      const row = this.state.sessions.get(room.sid);
      if (row === undefined) return [];
      const over = sessionView(row, 'x').state === 'ended' ? [room.sid] : [];
      const left = room.people.filter((sid) => {
        const who = this.state.participants.get(sid);
        return who !== undefined && participantView(who, row).state !== 'active';
      });
      return [...over, ...left];
    });
  }

  /** Sids that are shown as active and are not. */
  wronglyOpen(): string[] {
    const there = new Set(this.truth.flatMap(({ sid, people }) => [sid, ...people]));
    const sessions = [...this.state.sessions.values()].filter((row) => sessionView(row, 'x').state === 'active');
    const people = [...this.state.participants.values()].filter(
      (row) => participantView(row, this.state.sessions.get(row.sessionSid ?? '')).state === 'active',
    );
    return [...sessions, ...people].map(({ sid }) => sid).filter((sid) => !there.has(sid));
  }

  /** Ends before the last sign of life, or before the real end without a lagging listing, or in the future. */
  impossibleEnds({ lagged }: { readonly lagged: boolean }): string[] {
    return [...this.state.sessions.values()].flatMap((row) => {
      const { endedAt } = sessionView(row, 'x');
      const wentMs = this.wentMs.get(row.sid);
      if (endedAt === null || wentMs === undefined) return [];
      const notBeforeMs = lagged ? (row.lastSignMs ?? wentMs) : wentMs;
      const atMs = Date.parse(endedAt);
      return atMs < notBeforeMs || atMs > this.nowMs ? [`${row.sid} ${endedAt}`] : [];
    });
  }

  private ask(): void {
    const [atMs, head] = [this.nowMs, this.offset];
    const { failures = 0 } = this.asked ?? {};
    const rooms = this.listed();
    if (rooms === null) {
      const { recheckMs = null, agreedMs = null } = this.asked ?? {};
      this.asked = { startedMs: atMs, failures: failures + 1, recheckMs, agreedMs };
      return;
    }
    const held = storedOf(this.state, (sid) => this.touches.get(sid) ?? { streamOffset: 0, webhookMs: null });
    const { lastWebhookMs } = this;
    const listing = { rooms, inFlux: new Set<string>() };
    const decision = decide(
      {
        mark: { atMs, head },
        listing,
        held,
        phantoms: NO_PHANTOMS,
        jobs: NO_JOBS,
        lastWebhookMs,
        afterFailure: failures > 0,
      },
      this.memory,
      times,
    );
    this.memory = decision.memory;
    this.asked = { startedMs: atMs, failures: 0, recheckMs: decision.recheckMs, agreedMs: decision.memory.agreedMs };
    for (const one of decision.events) {
      this.store(syntheticEvent('x', one.finding, one.atMs, atMs + 500).event, null);
    }
  }

  private listed(): LiveRoom[] | null {
    switch (this.mood) {
      case 'fails':
        return null;
      case 'nothing':
        return [];
      case 'foreign':
        return ['busy', 'elsewhere'].map((name) =>
          live({ sid: `RM_foreign_${name}`, name, createdMs: START, people: [] }),
        );
      case 'lags':
        return (this.past.findLast(({ atMs }) => atMs <= this.nowMs - LAG_MS)?.rooms ?? []).map(live);
      case 'honest':
        return this.truth.map(live);
    }
  }

  private webhook(event: string, room: Room, who?: string): void {
    this.lastWebhookMs = this.nowMs;
    const full = event !== 'track_published';
    const profile = live(room).participants?.find(({ participant }) => participant.sid === who)?.participant ?? null;
    this.store(
      {
        id: `EV_${this.offset}`,
        event,
        createdAtMs: this.nowMs,
        receivedAtMs: this.nowMs,
        room: { ...live(room).room, full, ...(full ? {} : { creationTimeMs: null, metadata: null }) },
        participant: profile && (full ? profile : { ...profile, profile: null }),
        track: full ? null : { ...TRACK, sid: `TR_${this.offset}` },
        egress: null,
        ingress: null,
      },
      this.nowMs,
    );
  }

  private store(event: Parameters<typeof fold>[1], webhookMs: number | null): void {
    this.offset += 1;
    const changes = fold(this.state, event);
    apply(this.state, changes);
    for (const rows of [changes.sessions, changes.participants, changes.tracks]) {
      for (const sid of rows.keys()) this.touches.set(sid, { streamOffset: this.offset, webhookMs });
    }
  }
}

const TRACK = {
  name: '',
  type: 'AUDIO',
  source: 'MICROPHONE',
  mimeType: null,
  width: null,
  height: null,
  publishedAtMs: null,
  version: null,
};

/** All participants, with their tracks: these tests are not about tracks. */
function live({ sid, name, createdMs, people }: Room): LiveRoom {
  const participants = people.map((who): ListedParticipant => {
    const profile = {
      version: 3,
      name: who,
      kind: 'STANDARD',
      metadata: '',
      attributes: {},
      joinedAtMs: createdMs,
      disconnectReason: null,
      kindDetails: [],
      hidden: false,
    };
    return {
      participant: { sid: who, identity: who, profile },
      active: true,
      tracks: [],
      tracksListed: true,
      payload: () => ({}),
    };
  });
  const room = { sid, name, full: true, creationTimeMs: createdMs, metadata: '' };
  return { room, participants, payload: () => ({}) };
}

const mood = fc.constantFrom<Mood>('honest', 'lags', 'nothing', 'foreign', 'fails');
const step = fc.record({
  mood: fc.option(mood, { nil: null }),
  happens: fc.constantFrom('nothing', 'opens', 'opens unheard', 'vanishes', 'somebody goes'),
  which: fc.nat(20),
  seconds: fc.integer({ min: 5, max: 120 }),
});

/** Advances time; of busy traffic the first room sends webhooks, the others are quiet. */
function pass(world: World, seconds: number, each: () => void, traffic: Traffic = 'lively'): void {
  for (let ms = 0; ms < seconds * SECOND; ms += TICK_MS) {
    world.tick();
    const [busy] = world.rooms;
    if (traffic === 'lively' && busy && world.nowMs % LIVELY_MS === 0) world.beat(busy);
    each();
  }
}

describe('for any answers of LiveKit', () => {
  it('[FO13] what webhooks report as active is not ended, and what disappeared ends once the answers are true', () => {
    fc.assert(
      fc.property(mood, fc.array(step, { minLength: 1, maxLength: 20 }), (first, script) => {
        const world = new World();
        world.mood = first;
        pass(world, 60, () => undefined);
        world.open('busy', ['ada', 'bob']);
        world.open('quiet', ['eve', 'joe']);
        script.forEach(({ mood: next, happens, which, seconds }, i) => {
          if (next !== null) world.mood = next;
          const others = world.rooms.slice(1);
          const one = others[which % Math.max(1, others.length)];
          if (happens.startsWith('opens')) world.open(`room${i}`, ['kim', 'lea'], happens === 'opens');
          if (happens === 'vanishes' && one) world.vanish(one);
          if (happens === 'somebody goes' && one) world.lose(one);
          pass(world, seconds, () => expect(world.wronglyEnded()).toEqual([]));
        });
        world.mood = 'honest';
        pass(world, 300, () => expect(world.wronglyEnded()).toEqual([]));
        expect(world.wronglyOpen()).toEqual([]);
        expect(world.impossibleEnds({ lagged: true })).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('a killed server that lists nothing has no active sessions within three minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 400 }), (seconds) => {
        const world = new World();
        world.open('busy', ['ada']);
        world.open('quiet', ['eve']);
        pass(world, seconds, () => expect(world.wronglyOpen()).toEqual([]));
        for (const room of world.rooms) world.vanish(room);
        pass(world, 180, () => undefined);
        expect(world.wronglyOpen()).toEqual([]);
        expect(world.impossibleEnds({ lagged: false })).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('an address that never listed a room of the webhooks ends nothing, however quiet the calls are', () => {
    const turn = fc.record({
      mood: fc.constantFrom<Mood>('nothing', 'foreign', 'fails'),
      seconds: fc.integer({ min: 5, max: 600 }),
    });
    fc.assert(
      fc.property(fc.array(turn, { minLength: 1, maxLength: 12 }), (turns) => {
        const world = new World();
        world.mood = turns[0]?.mood ?? 'nothing';
        world.open('one', ['ada', 'bob']);
        for (const { mood: next, seconds } of turns) {
          world.mood = next;
          pass(world, seconds, () => expect(world.wronglyEnded()).toEqual([]), 'quiet');
        }
        // Then it is the right server, restarted meanwhile: its next room proves that, and that the first one is over.
        const [one] = world.rooms;
        if (one) world.vanish(one);
        world.mood = 'honest';
        world.open('two', ['eve']);
        // After errors it is queried once in three minutes.
        pass(world, 300, () => expect(world.wronglyEnded()).toEqual([]), 'quiet');
        expect(world.wronglyOpen()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('the right address that alternates with others, each for 15 to 55 s, ends no quiet call', () => {
    const turn = fc.record({
      mood: fc.constantFrom<Mood>('lags', 'nothing', 'foreign', 'fails'),
      seconds: fc.integer({ min: 15, max: 55 }),
    });
    const namesNone = (one?: Mood): boolean => one === 'nothing' || one === 'foreign';
    const inTurns = fc
      .array(turn, { minLength: 1, maxLength: 30 })
      // Two consecutive ones without any of the rooms would count as one answer of up to 110 s.
      .filter((all) => all.every(({ mood: one }, i) => !namesNone(one) || !namesNone(all[i + 1]?.mood)));
    fc.assert(
      fc.property(mood, inTurns, (first, turns) => {
        const world = new World();
        world.mood = first;
        world.open('one', ['ada', 'bob']);
        world.open('two', ['eve', 'joe']);
        for (const [i, { mood: next, seconds }] of turns.entries()) {
          world.mood = next;
          if (i === 3) world.open('three', ['kim', 'lea']);
          pass(world, seconds, () => expect(world.wronglyEnded()).toEqual([]), 'quiet');
        }
        const [one] = world.rooms;
        if (one) world.vanish(one);
        world.mood = 'honest';
        pass(world, 300, () => expect(world.wronglyEnded()).toEqual([]), 'quiet');
        expect(world.wronglyOpen()).toEqual([]);
        expect(world.impossibleEnds({ lagged: true })).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('a server at another address ends nothing, however often it is queried', () => {
    for (const wrong of ['foreign', 'nothing'] as const) {
      const world = new World();
      world.mood = wrong;
      world.open('busy', ['ada', 'bob']);
      world.open('quiet', ['eve']);
      pass(world, 3_600, () => expect(world.wronglyEnded()).toEqual([]));
      expect([...world.state.sessions.values()].filter(({ sid }) => sid.startsWith('RM_foreign'))).toEqual([]);
      expect([...world.state.tracks.values()].every(isTrackOpen)).toBe(true);
    }
  });
});
