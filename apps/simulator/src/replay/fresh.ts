/**
 * Makes a capture happen again now: new sids and event ids, and times moved to the present.
 *
 * Times are mapped as one line, `start + (then - base) / speed`, so that their order stays. `createdAt` is the delivery's own time
 * floored to a second, and `joinedAt` and `creationTime` are floored from their `...Ms`, as LiveKit derives them.
 * A repeated delivery of one event gets the same new body, as a retry would.
 */
import { createHash } from 'node:crypto';
import type { CapturedDelivery } from '@livekit-dashboard/traffic';

export interface FreshOptions {
  /** When the first delivery should have happened, ms since 1970. */
  readonly startMs: number;
  readonly speed: number;
  /** Another salt gives other sids. */
  readonly salt: string;
}

const ID = /\b(RM|PA|TR|EV|EG|IR)_([A-Za-z0-9]+)/g;
/** Digits by unit: s, ms, us, ns since 1970. */
const PER_MS = new Map([
  [10, 0.001],
  [13, 1],
  [16, 1000],
  [19, 1_000_000],
]);
const TIMES = new Set([
  'createdAt',
  'joinedAt',
  'joinedAtMs',
  'creationTime',
  'creationTimeMs',
  'unixMicro',
  'startedAt',
  'endedAt',
  'updatedAt',
]);
const SECONDS_OF = { joinedAt: 'joinedAtMs', creationTime: 'creationTimeMs' } as const;

export function freshen(capture: readonly CapturedDelivery[], options: FreshOptions): CapturedDelivery[] {
  const baseMs = firstMoment(capture);
  const bodies = new Map<string, string>();
  return capture.map((delivery) => {
    const body = bodies.get(delivery.body) ?? freshBody(delivery, baseMs, options);
    bodies.set(delivery.body, body);
    return { ...delivery, body };
  });
}

function freshBody(delivery: CapturedDelivery, baseMs: number, { startMs, speed, salt }: FreshOptions): string {
  const move = (ms: number): number => startMs + (ms - baseMs) / speed;
  const event = JSON.parse(
    delivery.body.replace(ID, (_, kind: string, id: string) => `${kind}_${renamed(id, salt)}`),
  ) as object;
  const moved = moveTimes(event, move);
  return JSON.stringify({ ...moved, createdAt: String(Math.floor(move(baseMs + delivery.atMs) / 1000)) });
}

function moveTimes<T extends object>(node: T, move: (ms: number) => number): T {
  const copy = Array.isArray(node) ? [] : {};
  for (const [key, value] of Object.entries(node) as [string, unknown][]) {
    const isTime = TIMES.has(key) && typeof value === 'string';
    const next = isTime ? moveTime(value, move) : isObject(value) ? moveTimes(value, move) : value;
    Object.assign(copy, { [key]: next });
  }
  for (const [s, ms] of Object.entries(SECONDS_OF)) {
    const precise: unknown = Reflect.get(copy, ms);
    if (typeof precise === 'string') Object.assign(copy, { [s]: precise.slice(0, -3) });
  }
  return copy as T;
}

/** Keeps the unit, which follows from the number of digits. */
function moveTime(text: string, move: (ms: number) => number): string {
  const perMs = PER_MS.get(text.length);
  if (perMs === undefined) return text;
  if (perMs <= 1) return String(Math.floor(move(Number(text) / perMs) * perMs));
  const ms = Math.floor(move(Number(text.slice(0, 13))));
  return `${ms}${text.slice(13)}`;
}

/** The wall clock of the first delivery, as exact as in its body. */
function firstMoment(capture: readonly CapturedDelivery[]): number {
  const times = capture[0]?.body.match(/\d{13}(?=")/g) ?? [];
  return Math.max(...times.map(Number), Number(/"createdAt":\s*"(\d+)"/.exec(capture[0]?.body ?? '')?.[1] ?? 0) * 1000);
}

const renamed = (id: string, salt: string): string =>
  createHash('sha256')
    .update(salt + id)
    .digest('hex')
    .slice(0, id.length);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
