/**
 * Generated months in two forms: raw intervals for the oracle, LiveKit's events for the product. Starts cluster around
 * midnights and ends of months, plans change on any day, and included minutes are few enough to be used up within an
 * interval.
 */
import fc from 'fast-check';
import type { DomainEvent } from '../event';
import { dateOf, type Raw, type RawPlan } from '../usage/oracle/oracle';

const HOUR = 3_600_000;
const DIMENSIONS = ['participant', 'agent', 'sip', 'transcode_video', 'transcode_audio', 'track_egress'];
const FIRST = Date.UTC(2026, 9, 28);
const date = fc.integer({ min: 0, max: 38 }).map((days) => dateOf(FIRST + days * 24 * HOUR));

const rate = (dimension: string) =>
  fc.record({
    dimension: fc.constant(dimension),
    price: fc.constantFrom('0.0005', '0.01', '0.004', '0', '1', '0.000000007', '3.3'),
    includedMinutes: fc.constantFrom(0, 1, 20, 90, 400, 100_000),
    incrementSeconds: fc.constantFrom(1, 10, 45, 60, 60, 60, 600),
    minimumUnits: fc.constantFrom(0, 0, 1, 10, 30),
  });

const plan: fc.Arbitrary<RawPlan> = fc.record({
  effectiveFrom: fc.oneof(date, fc.constantFrom('2026-01-01', '2026-11-01')),
  monthlyFee: fc.constantFrom('0', '50', '0.01'),
  dimensions: fc.tuple(...DIMENSIONS.map(rate)).chain((rates) => fc.subarray(rates, { minLength: 4 })),
});

const raw: fc.Arbitrary<Raw> = fc.record({
  what: fc.constantFrom(
    'STANDARD',
    'STANDARD',
    'SIP',
    'AGENT',
    'CONNECTOR',
    'INGRESS',
    'video_egress',
    'audio_egress',
    'track_egress',
  ),
  owner: fc.constant(''),
  fromMs: fc
    .tuple(
      fc.integer({ min: 0, max: 36 }),
      fc.oneof(fc.constantFrom(-90_000, -1, 0, 1), fc.integer({ min: 0, max: 24 * HOUR })),
    )
    .map(([day, ms]) => FIRST + day * 24 * HOUR + ms),
  toMs: fc.option(fc.oneof(fc.constantFrom(0, 1, 60_000, 60_001), fc.integer({ min: 0, max: 5 * HOUR })), {
    nil: null,
    freq: 5,
  }),
  guessed: fc.boolean(),
});

export interface Scenario {
  readonly plans: readonly RawPlan[];
  readonly raws: readonly Raw[];
  readonly nowMs: number;
  readonly from: string;
  readonly to: string;
  readonly cuts: readonly string[];
}

/**
 * Nothing happens after now: what starts later is left out, and what ends later is open. An estimated end is the end of
 * the session.
 */
export const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    plans: fc.array(plan, { maxLength: 4 }),
    raws: fc.array(raw, { minLength: 1, maxLength: 12 }),
    nowMs: fc.oneof(
      { weight: 3, arbitrary: fc.constant(FIRST + 40 * 24 * HOUR) },
      fc.integer({ min: FIRST, max: FIRST + 38 * 24 * HOUR }),
    ),
    days: fc.tuple(date, date),
    cuts: fc.array(date, { maxLength: 4 }),
  })
  .map(({ raws, nowMs, days, cuts, plans }) => {
    const [from, to] = days.sort();
    const seen = raws.flatMap((one, index): Raw[] => {
      if (one.fromMs > nowMs) return [];
      const endMs = one.toMs === null ? null : one.fromMs + one.toMs;
      // An interval that is open for a month would slow the oracle down and prove nothing more.
      const late = endMs === null && nowMs - one.fromMs > 9 * HOUR ? one.fromMs + 9 * HOUR : endMs;
      const toMs = late !== null && late > nowMs ? null : late;
      return [{ ...one, owner: sessionOf(index), toMs, guessed: one.guessed && toMs !== null }];
    });
    return { plans, raws: seen, nowMs, from, to, cuts: cuts.filter((cut) => from < cut && cut < to).sort() };
  });

const NOTHING_ELSE = { room: null, participant: null, track: null, egress: null, ingress: null } as const;
const at = (event: string, ms: number, more: Partial<DomainEvent>): DomainEvent => ({
  ...NOTHING_ELSE,
  id: `EV_${event}_${ms}`,
  event,
  createdAtMs: Math.floor(ms / 1000) * 1000,
  receivedAtMs: ms,
  ...more,
});

/** One session for each interval, so that an estimated end can be the end of the session. */
export const sessionOf = (index: number): string => `RM_${index}`;

export function eventsOf(raws: readonly Raw[]): DomainEvent[] {
  return raws.flatMap((one, index) => {
    const room = { sid: one.owner, name: one.owner, full: true, creationTimeMs: one.fromMs, metadata: '' };
    const rest = one.toMs !== null && one.guessed ? [at('room_finished', one.toMs, { room })] : [];
    return [...(one.what.endsWith('egress') ? egressEvents(one, index) : connectionEvents(one, index, room)), ...rest];
  });
}

function connectionEvents(one: Raw, index: number, room: NonNullable<DomainEvent['room']>): DomainEvent[] {
  const profile = {
    version: 1,
    name: '',
    kind: one.what,
    kindDetails: [],
    hidden: false,
    metadata: '',
    attributes: {},
    joinedAtMs: one.fromMs,
  };
  const participant = { sid: `PA_${index}`, identity: one.owner, profile: { ...profile, disconnectReason: null } };
  const joined = at('participant_joined', one.fromMs, { room, participant });
  const gaveUp = { ...participant, sid: `PB_${index}` };
  const aborted = at('participant_connection_aborted', one.fromMs, { room, participant: gaveUp });
  const left = one.toMs === null || one.guessed ? [] : [at('participant_left', one.toMs, { room, participant })];
  return [aborted, ...left, joined];
}

function egressEvents(one: Raw, index: number): DomainEvent[] {
  const egress = {
    id: `EG_${index}`,
    roomSid: one.owner,
    roomName: null,
    kind: one.what === 'track_egress' ? 'track' : 'room_composite',
    audioOnly: one.what === 'audio_egress',
    status: 'EGRESS_ACTIVE',
    updatedAtMs: one.fromMs,
    startedAtMs: one.fromMs,
    endedAtMs: null,
    error: null,
    errorCode: null,
    details: null,
    backupStorageUsed: null,
    manifestLocation: null,
    results: [],
  };
  const started = at('egress_started', one.fromMs, { egress });
  if (one.toMs === null || one.guessed) return [started];
  const ended = { ...egress, status: 'EGRESS_COMPLETE', updatedAtMs: one.toMs, endedAtMs: one.toMs };
  return [started, at('egress_ended', one.toMs, { egress: ended })];
}
