/**
 * The numbers of a month, counted a second time from what truly happened and as plainly as can be: no rows, no SQL, no rollups, and days of
 * zones by their offsets. It imports nothing that it checks; units and prices are those of the domain's oracle.
 */
import {
  feesOf,
  type Fraction,
  listPriceOf,
  over,
  plus,
  type Raw,
  type RawPlan,
  read,
  times,
  type Unit,
  unitsOf,
  ZERO,
} from '@livekit-dashboard/domain/testing';
import type { Connection, Job, Month, Room } from './month';

const HOUR_MS = 3_600_000;

/** What clocks of each zone show, in ms after UTC. */
const OFFSETS: Readonly<Record<string, (ms: number) => number>> = {
  UTC: () => 0,
  'America/Los_Angeles': (ms) => (ms < Date.UTC(2025, 10, 2, 9) ? -7 : -8) * HOUR_MS,
  'Asia/Kathmandu': () => 5.75 * HOUR_MS,
};
export const ZONES = Object.keys(OFFSETS);

/** The day `YYYY-MM-DD` in the zone. */
export const dayIn = (zone: string, ms: number): string =>
  new Date(ms + (OFFSETS[zone]?.(ms) ?? NaN)).toISOString().slice(0, 10);

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The instants of `[fromMs, toMs)` at which `keyOf` changes, which it does at a quarter of an hour, and what it is from there on. */
function periods({ fromMs, toMs }: Span, keyOf: (ms: number) => string): (Span & { readonly key: string })[] {
  const found: { key: string; fromMs: number; toMs: number }[] = [];
  const quarter = HOUR_MS / 4;
  for (let at = fromMs; at < toMs; at = Math.floor(at / quarter + 1) * quarter) {
    const last = found.at(-1);
    if (last?.key !== keyOf(at)) {
      if (last) last.toMs = at;
      found.push({ key: keyOf(at), fromMs: at, toMs });
    }
  }
  return found;
}

export const daysIn = (zone: string, span: Span) => periods(span, (ms) => dayIn(zone, ms));
/** By their first instant. */
export const hoursIn = (zone: string, span: Span) => {
  const hour = (ms: number) => Math.floor((ms + (OFFSETS[zone]?.(ms) ?? NaN)) / HOUR_MS);
  // The hour that comes twice is two hours.
  const keyOf = (ms: number) => `${hour(ms)} ${OFFSETS[zone]?.(ms) ?? ''}`;
  return periods(span, keyOf).map((one) => ({ ...one, key: new Date(one.fromMs).toISOString() }));
};

export interface Filters {
  readonly room?: string;
  readonly identity?: string;
  readonly agent?: string;
  readonly tenant?: string;
  readonly source?: string;
  readonly session?: string;
}

export const GROUPS = ['room', 'identity', 'agent', 'session', 'tenant'] as const;
export type Group = (typeof GROUPS)[number];

export type Numbers = Readonly<Record<string, number>>;

const MEASURES = ['sessions', 'joins', 'aborted', 'personMs', 'agentMs', 'sipMs', 'estimatedMs'] as const;
const DIMENSIONS = ['participant', 'agent', 'sip', 'transcode_video', 'transcode_audio', 'track_egress'] as const;

/** One connection, job or start of a session; `keys`: under which it counts in each group, null where there is none. */
interface Counted {
  readonly keys: Readonly<Record<Group, string | null>>;
  readonly numbers: Record<string, number>;
}

const add = (sum: Record<string, number>, more: Numbers): void => {
  for (const [name, value] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + value;
};
const nothing = (): Record<string, number> =>
  Object.fromEntries([...MEASURES, ...DIMENSIONS.map((name) => `seconds_${name}`)].map((name) => [name, 0]));

const isPerson = ({ kind, hidden }: Connection): boolean => !hidden && kind !== 'AGENT' && kind !== 'EGRESS';
const isAgent = ({ kind, hidden }: Connection): boolean => !hidden && kind === 'AGENT';
/** Whether a place is one that the filters name. */
const isAt = (
  place: { readonly source: string; readonly name: string | undefined; readonly sid: string | undefined },
  { source, room, session }: Filters,
): boolean =>
  (source === undefined || place.source === source) &&
  (room === undefined || place.name === room) &&
  (session === undefined || place.sid === session);
const within = (ms: number, { fromMs, toMs }: Span): boolean => ms >= fromMs && ms < toMs;
/** Whether something was there at this moment: until it ends, or just then where it ended as it began. */
const isThere = (ms: number, startMs: number, endMs: number | null): boolean =>
  startMs <= ms && (endMs === null || endMs > ms || (endMs === startMs && ms === startMs));

/** A sid is one of its server's. */
const nameOf = ({ source, sid }: { readonly source: string; readonly sid: string }): string => `${source} ${sid}`;
const ownerOf = ({ room, sid }: Connection): string => nameOf({ source: room.source, sid });

export class Recount {
  private readonly unitsOfOwner = new Map<string, Unit[]>();

  constructor(
    private readonly month: Month,
    private readonly plans: readonly RawPlan[],
    private readonly nowMs: number,
  ) {
    const raws: Raw[] = [];
    for (const connection of month.connections) {
      if (connection.gaveUp) continue;
      const { kind, hidden, joinedMs: fromMs, leftMs: toMs, leaveLost: guessed } = connection;
      raws.push({
        what: hidden || kind === 'EGRESS' ? 'INGRESS' : kind,
        owner: ownerOf(connection),
        fromMs,
        toMs,
        guessed,
      });
    }
    for (const job of month.jobs) {
      const [toMs, guessed] = this.endOf(job);
      raws.push({ what: job.what, owner: job.id, fromMs: job.startedMs, toMs, guessed });
    }
    for (const unit of unitsOf(raws, plans, nowMs)) {
      const own = this.unitsOfOwner.get(unit.owner);
      if (own) own.push(unit);
      else this.unitsOfOwner.set(unit.owner, [unit]);
    }
  }

  /** What was never reported to end ended with its room, as far as anybody knows. */
  private endOf({ room, endedMs, startedMs }: Job): [number | null, boolean] {
    const roomEndedMs = room?.endedMs ?? null;
    if (endedMs !== null || roomEndedMs === null) return [endedMs, false];
    return [Math.max(startedMs, roomEndedMs), true];
  }

  /** Whose a room is, and what no participant has a tenant of its own for. */
  tenantOfRoom(room: Room): string | null {
    const named = new Set(this.inRoom(room).flatMap(({ tenant }) => tenant ?? []));
    return room.tenant ?? (named.size === 1 ? ([...named][0] ?? null) : null);
  }

  private tenantOf = ({ room, tenant }: Connection): string | null => room.tenant ?? tenant ?? this.tenantOfRoom(room);

  private inRoom = (room: Room): Connection[] => this.month.connections.filter((one) => one.room === room);

  private isOf(connection: Connection, filters: Filters): boolean {
    const { identity, agent, tenant } = filters;
    return (
      isAt(connection.room, filters) &&
      (identity === undefined || connection.identity === identity) &&
      (agent === undefined || connection.agentName === agent) &&
      (tenant === undefined || this.tenantOf(connection) === tenant)
    );
  }

  private connections = (filters: Filters): Connection[] =>
    this.month.connections.filter((one) => this.isOf(one, filters));

  /** Egresses belong to a room and to no participant. */
  private jobs({ identity, agent, tenant, ...rest }: Filters): Job[] {
    if (identity !== undefined || agent !== undefined) return [];
    return this.month.jobs.filter(
      ({ source, room }) =>
        isAt({ source, name: room?.name, sid: room?.sid }, rest) &&
        (tenant === undefined || (room !== null && this.tenantOfRoom(room) === tenant)),
    );
  }

  private rooms({ identity, agent, tenant, ...rest }: Filters): Room[] {
    return this.month.rooms.filter(
      (room) =>
        isAt(room, rest) &&
        (tenant === undefined || this.tenantOfRoom(room) === tenant) &&
        ((identity === undefined && agent === undefined) ||
          this.inRoom(room).some(
            (one) =>
              !one.gaveUp &&
              (identity === undefined || one.identity === identity) &&
              (agent === undefined || one.agentName === agent),
          )),
    );
  }

  private seconds(owner: string, span: Span): Record<string, number> {
    const sum: Record<string, number> = {};
    for (const { dimension, atMs, seconds } of this.unitsOfOwner.get(owner) ?? []) {
      if (within(atMs, span)) add(sum, { [`seconds_${dimension}`]: seconds });
    }
    return sum;
  }

  private ofConnection(one: Connection, span: Span): Counted {
    const { room, identity, kind, agentName, gaveUp, joinedMs, leftMs, leaveLost } = one;
    const tenant = this.tenantOf(one);
    const keys = { room: room.name, session: nameOf(room), tenant, agent: null, identity };
    if (gaveUp) return { keys, numbers: { aborted: Number(leftMs !== null && within(leftMs, span)) } };
    const ms = Math.max(0, Math.min(leftMs ?? this.nowMs, span.toMs) - Math.max(joinedMs, span.fromMs));
    const spent = isPerson(one) || isAgent(one) ? ms : 0;
    return {
      keys: { ...keys, agent: agentName, identity: isPerson(one) ? identity : null },
      numbers: {
        joins: Number(within(joinedMs, span)),
        personMs: isPerson(one) ? ms : 0,
        agentMs: isAgent(one) ? ms : 0,
        sipMs: isPerson(one) && kind === 'SIP' ? ms : 0,
        estimatedMs: leaveLost ? spent : 0,
        ...this.seconds(ownerOf(one), span),
      },
    };
  }

  private ofJob({ id, room }: Job, span: Span): Counted {
    const tenant = room && this.tenantOfRoom(room);
    const keys = { room: room?.name ?? null, session: room && nameOf(room), tenant, agent: null, identity: null };
    return { keys, numbers: this.seconds(id, span) };
  }

  private counted(span: Span, filters: Filters): Counted[] {
    return [
      ...this.connections(filters).map((one) => this.ofConnection(one, span)),
      ...this.jobs(filters).map((one) => this.ofJob(one, span)),
    ];
  }

  private started = (span: Span, filters: Filters): Room[] =>
    this.rooms(filters).filter(({ startedMs }) => within(startedMs, span));

  usage(span: Span, filters: Filters): Numbers {
    const sum = nothing();
    for (const { numbers } of this.counted(span, filters)) add(sum, numbers);
    return { ...sum, sessions: this.started(span, filters).length };
  }

  /** Those that have anything. The key of what has none is null. */
  parts(group: Group, span: Span, filters: Filters): Map<string | null, Numbers> {
    const parts = new Map<string | null, Record<string, number>>();
    const of = (key: string | null): Record<string, number> => {
      const part = parts.get(key) ?? nothing();
      parts.set(key, part);
      return part;
    };
    for (const { keys, numbers } of this.counted(span, filters)) add(of(keys[group]), numbers);
    for (const key of this.sessionKeys(group, span, filters)) add(of(key), { sessions: 1 });
    return new Map([...parts].filter(([, part]) => Object.values(part).some((value) => value !== 0)));
  }

  /** A session counts for each participant that was in it, from when they first were. */
  private sessionKeys(group: Group, span: Span, filters: Filters): (string | null)[] {
    if (group !== 'identity' && group !== 'agent') {
      return this.started(span, filters).map((room) => {
        if (group === 'room') return room.name;
        return group === 'session' ? nameOf(room) : this.tenantOfRoom(room);
      });
    }
    const firsts = new Map<string, { readonly key: string; readonly ms: number }>();
    for (const one of this.connections(filters)) {
      const key = group === 'agent' ? one.agentName : isPerson(one) ? one.identity : null;
      if (one.gaveUp || key === null) continue;
      const id = JSON.stringify([one.room.source, one.room.sid, key]);
      const ms = Math.min(one.joinedMs, firsts.get(id)?.ms ?? Infinity);
      firsts.set(id, { key, ms });
    }
    return [...firsts.values()].filter(({ ms }) => within(ms, span)).map(({ key }) => key);
  }

  /** Distinct persons who were there in it. */
  identities(span: Span, filters: Filters): number {
    const there = this.connections(filters).filter(
      (one) =>
        !one.gaveUp &&
        isPerson(one) &&
        one.joinedMs < span.toMs &&
        (within(one.joinedMs, span) || one.leftMs === null || one.leftMs > span.fromMs),
    );
    return new Set(there.map(({ identity }) => identity)).size;
  }

  /** Checks its first instant and every one at which something began. */
  peaks(span: Span, filters: Filters) {
    const inside = this.connections(filters).filter(({ gaveUp }) => !gaveUp);
    const rooms = this.rooms(filters);
    const most = <T>(all: readonly T[], startOf: (one: T) => number, there: (ms: number) => number): number =>
      Math.max(0, ...[span.fromMs, ...all.map(startOf).filter((ms) => within(ms, span))].map(there));
    const persons = (all: readonly Connection[]) =>
      most(
        all,
        ({ joinedMs }) => joinedMs,
        (ms) =>
          new Set(
            all
              .filter(({ joinedMs, leftMs }) => isThere(ms, joinedMs, leftMs))
              .map(({ room, identity }) => JSON.stringify([room.source, room.sid, identity])),
          ).size,
      );
    return {
      peakPeople: persons(inside.filter(isPerson)),
      peakAgents: persons(inside.filter(isAgent)),
      peakSessions: most(
        rooms,
        ({ startedMs }) => startedMs,
        (ms) => rooms.filter(({ startedMs, endedMs }) => isThere(ms, startedMs, endedMs)).length,
      ),
    };
  }

  leaves(span: Span, filters: Filters): Numbers {
    const left = this.connections(filters).filter(
      (one) => !one.gaveUp && isPerson(one) && one.leftMs !== null && within(one.leftMs, span),
    );
    return tally(left.map(({ leaveLost, reason }) => (leaveLost ? '' : reason)));
  }

  lengths(span: Span, filters: Filters): Numbers {
    const minutes = this.ended(span, filters).map(({ startedMs, endedMs }) => ((endedMs ?? 0) - startedMs) / 60_000);
    return tally(minutes.map(lengthClass));
  }

  ended = (span: Span, filters: Filters): Room[] =>
    this.rooms(filters).filter(({ endedMs }) => endedMs !== null && within(endedMs, span));

  /** The rooms that a list shows: everybody who came finds them, also who never got in, and every tenant that is named. */
  listed({ fromMs, toMs }: Span, { identity, agent, tenant, ...rest }: Filters): Room[] {
    return this.month.rooms.filter((room) => {
      const people = this.inRoom(room);
      return (
        isAt(room, rest) &&
        room.startedMs < toMs &&
        (room.endedMs === null || room.endedMs > fromMs) &&
        (identity === undefined || people.some((one) => one.identity === identity)) &&
        (agent === undefined || people.some((one) => one.agentName === agent)) &&
        (tenant === undefined ||
          room.tenant === tenant ||
          (room.tenant === null && people.some((one) => one.tenant === tenant)))
      );
    });
  }

  inside(room: Room) {
    const all = this.inRoom(room);
    const joined = all.filter(({ gaveUp }) => !gaveUp);
    return {
      joins: joined.length,
      aborted: all.length - joined.length,
      agentJoins: joined.filter(isAgent).length,
      identities: new Set(joined.filter(isPerson).map(({ identity }) => identity)).size,
    };
  }

  /** Units of what the filters let through, by the key of the group; all under null without one. */
  private unitsBy(group: Group | null, filters: Filters): Map<string | null, Unit[]> {
    const parts = new Map<string | null, Unit[]>();
    const take = (owner: string, key: string | null): void => {
      const part = parts.get(key) ?? [];
      for (const unit of this.unitsOfOwner.get(owner) ?? []) part.push(unit);
      parts.set(key, part);
    };
    const span = { fromMs: 0, toMs: 0 };
    for (const one of this.connections(filters)) {
      if (!one.gaveUp) take(ownerOf(one), group && this.ofConnection(one, span).keys[group]);
    }
    for (const job of this.jobs(filters)) take(job.id, group && this.ofJob(job, span).keys[group]);
    return parts;
  }

  /** At list price, of UTC days `[from, to)`. */
  costParts(group: Group, from: string, to: string, filters: Filters): Map<string | null, Fraction> {
    const parts = [...this.unitsBy(group, filters)].map(
      ([key, units]) => [key, listPriceOf(units, this.plans, from, to)] as const,
    );
    return new Map(parts);
  }

  /** Of UTC days `[from, to)`: what each costs, the fee of each, and the list price of all. */
  cost(from: string, to: string, filters: Filters) {
    const units = this.unitsBy(null, filters).get(null) ?? [];
    const isFiltered = Object.keys(filters).length > 0;
    const days = daysIn('UTC', { fromMs: Date.parse(from), toMs: Date.parse(to) }).map(({ key }) => key);
    const usedOf = new Map<string, number>();
    const amounts = new Map<string, Fraction>(days.map((day) => [day, ZERO]));
    for (const [at, seconds] of [...secondsByDay(units)].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const [day = '', dimension = ''] = at.split(' ');
      const month = `${day.slice(0, 8)}01`;
      const included = isFiltered ? 0 : (this.rateOn(month, dimension)?.includedMinutes ?? 0) * 60;
      const before = usedOf.get(month + dimension) ?? 0;
      usedOf.set(month + dimension, before + seconds);
      const billable = Math.max(0, before + seconds - included) - Math.max(0, before - included);
      const sum = amounts.get(day);
      const price = this.rateOn(day, dimension)?.price;
      if (sum && price !== undefined) amounts.set(day, plus(sum, times(over(billable, 60), read(price))));
    }
    const fee = isFiltered ? ZERO : feesOf(this.plans, from, to, this.nowMs);
    const usage = [...amounts.values()].reduce(plus, ZERO);
    const listPrice = listPriceOf(units, this.plans, from, to);
    const inRange = units.filter(({ atMs }) => within(atMs, { fromMs: Date.parse(from), toMs: Date.parse(to) }));
    const minutes = tally([]) as Record<string, number>;
    for (const { dimension, seconds } of inRange) add(minutes, { [dimension]: seconds / 60 });
    const estimated = inRange.reduce((sum, { guessed, seconds }) => sum + (guessed ? seconds : 0), 0) / 60;
    return { days: amounts, fee, total: plus(usage, fee), usage, listPrice, minutes, estimated };
  }

  private rateOn(date: string, dimension: string) {
    const [plan] = this.plans
      .filter(({ effectiveFrom }) => effectiveFrom <= date)
      .sort((a, b) => (a.effectiveFrom > b.effectiveFrom ? -1 : 1));
    return plan?.dimensions.find((rate) => rate.dimension === dimension);
  }
}

/** By `<day> <dimension>`. */
function secondsByDay(units: readonly Unit[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { atMs, dimension, seconds } of units) {
    const key = `${dayIn('UTC', atMs)} ${dimension}`;
    sums.set(key, (sums.get(key) ?? 0) + seconds);
  }
  return sums;
}

const LENGTHS = { 1: 'under_1m', 5: '1m_5m', 15: '5m_15m', 30: '15m_30m', 60: '30m_1h', 120: '1h_2h', 240: '2h_4h' };
const lengthClass = (minutes: number): string =>
  Object.entries(LENGTHS).find(([most]) => minutes < Number(most))?.[1] ?? 'over_4h';

function tally(keys: readonly string[]): Numbers {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}
