/**
 * A database in memory for tests of the feed and the gateway: a stream of commits that each change one session, with
 * the reads of StreamRepository, FeedRepository and DigestRepository over it. `away`: every read rejects.
 */
import { randomUUID } from 'node:crypto';
import {
  ACTIVITY_ITEMS,
  type Change,
  type ChangesTopic,
  type DigestKind,
  type EntityOf,
  type EVENTS_RESUME_LIMITS,
  HOUR_MINUTES,
  isDigestTopic,
  type Position,
  type Session,
  SNAPSHOT_LIMITS,
  type StoredEvent,
  TOPIC_DIGESTS,
  type SessionRef,
  topicSession,
} from '@livekit-dashboard/contracts';
import { activityItem } from '../store/digests/activity.reader';
import type { DigestRepository } from '../store/digests/digest.repository';
import type { FeedBatch, FeedChange } from '../store/stream/feed';
import type { ChangedRows, EventsBound, EventsRun, EventsSince, FeedRepository } from '../store/topics/feed.repository';
import { withinLimits } from '../store/sql/within-limits';
import type { StreamRepository } from '../store/stream/stream.repository';

export function batchOf(
  epoch: string,
  fromOffset: number,
  toOffset: number,
  changes: readonly FeedChange[],
): FeedBatch {
  return { epoch, fromOffset, toOffset, changes, events: [] };
}

function sessionOf(sid: string, offset: number, state: 'active' | 'ended' = 'active'): Session {
  const at = new Date(1_795_000_000_000 + offset).toISOString();
  return {
    sid,
    name: `room of ${sid}`,
    source: 'default',
    state,
    startedAt: at,
    endedAt: state === 'ended' ? at : null,
    endReason: state === 'ended' ? 'finished' : null,
    endEstimated: false,
    firstJoinedAt: at,
    lastLeftAt: null,
    people: offset % 7,
    agents: 0,
    participants: offset % 7,
    tracks: 0,
    joins: offset,
    identities: 1,
    aborted: 0,
    recording: false,
    failedRecordings: 0,
    metadata: null,
    metadataBytes: null,
    lastEventAt: at,
  };
}

function eventOf(sid: string, offset: number, payloadBytes = 0): StoredEvent {
  const at = new Date(1_795_000_000_000 + offset).toISOString();
  return {
    offset,
    id: `EV_${offset}`,
    event: 'participant_joined',
    createdAt: at,
    receivedAt: at,
    source: 'default',
    apiKey: 'key',
    sessionSid: sid,
    roomName: `room of ${sid}`,
    participantSid: null,
    identity: null,
    trackSid: null,
    synthetic: false,
    payload: { event: 'participant_joined', ...(payloadBytes > 0 && { metadata: 'm'.repeat(payloadBytes) }) },
  };
}

export class FakeStream {
  epoch: string = randomUUID();
  offset = 0;
  away = false;
  /** The highest number of offsets that `changedSince` covers. */
  window = 2000;
  /** Calls of `changedSince`, of `snapshotRows`, and of `changedRows` and `newestEvents`. */
  reads = 0;
  snapshots = 0;
  resumes = 0;
  /** Kinds of counted digests, in order. */
  readonly counted: DigestKind[] = [];
  /** Number of rejected webhooks. */
  refused = 0;
  /** The last full minute of `hour`. */
  minute = '2026-11-23T09:30:00.000Z';
  /** Awaited by each read of a snapshot after it read the rows, which keeps the read in progress. */
  hold: Promise<void> = Promise.resolve();
  /** Size of payloads in bytes. */
  payloadBytes = 0;
  /** The offset up to which the log and the tombstones are deleted. */
  floor = 0;
  tombstoneFloor = 0;
  private readonly rows = new Map<string, FeedChange>();
  private readonly events: StoredEvent[] = [];

  /** Stores `events` events that change the session `sid`; returns the batch to publish. */
  commit(sid: string, events: number, state: 'active' | 'ended' = 'active'): FeedBatch {
    const fromOffset = this.offset;
    const stored = Array.from({ length: events }, (_, index) =>
      eventOf(sid, fromOffset + 1 + index, this.payloadBytes),
    );
    this.offset += events;
    this.events.push(...stored);
    const change: Change = { kind: 'session', id: sid, offset: this.offset, value: sessionOf(sid, this.offset, state) };
    this.rows.set(sid, { change, source: 'default', sessionSid: sid, live: true });
    return {
      epoch: this.epoch,
      fromOffset,
      toOffset: this.offset,
      changes: [{ change, source: 'default', sessionSid: sid, live: true }],
      events: stored,
    };
  }

  /** Deletes the session by an event of its own; returns the batch to publish. */
  delete(sid: string): FeedBatch {
    const fromOffset = this.offset;
    this.offset += 1;
    const event = { ...eventOf(sid, this.offset), event: 'session_deleted', synthetic: true };
    this.events.push(event);
    const change: Change = { kind: 'session', id: sid, offset: this.offset, value: null };
    this.rows.set(sid, { change, source: 'default', sessionSid: sid, live: true });
    const changes = [{ change, source: 'default', sessionSid: sid, live: true }];
    return { epoch: this.epoch, fromOffset, toOffset: this.offset, changes, events: [event] };
  }

  /** Implements the repositories that it replaces. */
  get repositories() {
    return {
      stream: this as unknown as StreamRepository,
      feed: this as unknown as FeedRepository,
      digests: this as unknown as DigestRepository,
    };
  }

  /** Replaces the database by another one. */
  restart(): void {
    this.epoch = randomUUID();
    this.offset = 0;
    this.rows.clear();
    this.events.length = 0;
  }

  lastOffsets(): Map<string, number> {
    return new Map([...this.rows].map(([sid, { change }]) => [sid, change.offset]));
  }

  async head(): Promise<Position> {
    await this.answer();
    return { epoch: this.epoch, offset: this.offset };
  }

  async isMigrated(): Promise<boolean> {
    return true;
  }

  async changedSince(since: number) {
    this.reads++;
    const { epoch, offset: head } = this;
    const to = Math.min(head, since + this.window);
    const changes = [...this.rows.values()].filter(({ change }) => change.offset > since && change.offset <= to);
    await this.answer();
    return { epoch, head, to, changes, moved: [], gone: since < this.tombstoneFloor };
  }

  async eventsBetween(after: number, to: number, bound: EventsBound): Promise<EventsRun> {
    const found = this.events.filter(({ offset }) => offset > after && offset <= to);
    await this.answer();
    return bounded(found, to, bound);
  }

  async sessionEventsBetween({ sid }: SessionRef, after: number, to: number, bound: EventsBound): Promise<EventsRun> {
    const { events } = await this.eventsBetween(after, to, { limit: Infinity, bytes: Infinity });
    return bounded(
      events.filter((event) => event.sessionSid === sid),
      to,
      bound,
    );
  }

  async sourcesOf(): Promise<readonly string[]> {
    await this.answer();
    return ['default'];
  }

  async snapshotRows(topic: ChangesTopic) {
    this.snapshots++;
    const { epoch, offset } = this;
    const changes = isDigestTopic(topic) ? this.digests(TOPIC_DIGESTS[topic]) : this.rowsOf(topic, null);
    await this.answer();
    await this.hold;
    const tooLarge = changes.length > SNAPSHOT_LIMITS.rows;
    return { epoch, offset, changes: tooLarge ? [] : changes, tooLarge };
  }

  async changedRows(topic: ChangesTopic, since: number): Promise<ChangedRows> {
    this.resumes++;
    const { epoch, offset } = this;
    const from = Math.max(since, this.tombstoneFloor);
    const { items, after } = withinLimits(this.rowsOf(topic, from), from, SNAPSHOT_LIMITS);
    await this.answer();
    await this.hold;
    return { epoch, offset, changes: items, after };
  }

  async newestEvents(
    session: SessionRef | null,
    since: number,
    to: number,
    { events: rows, bytes }: typeof EVENTS_RESUME_LIMITS,
  ): Promise<EventsSince> {
    this.resumes++;
    const found = this.events.filter(({ offset }) => offset > since && offset <= to);
    const own = session === null ? found : found.filter(({ sessionSid }) => sessionSid === session.sid);
    await this.answer();
    await this.hold;
    const { items, after } = withinLimits(own, Math.max(since, this.floor), { rows, bytes });
    return { events: items, after };
  }

  async read(kinds: readonly DigestKind[]) {
    this.counted.push(...kinds);
    const { epoch, offset } = this;
    const changes = this.digests(kinds);
    await this.answer();
    return { epoch, offset, changes };
  }

  private rowsOf(topic: ChangesTopic, since: number | null): Change[] {
    const sid = topicSession(topic)?.sid ?? null;
    const rows = [...this.rows.values()].map(({ change }) => change);
    const all = sid === null ? rows : rows.filter(({ id }) => id === sid);
    if (since !== null) return all.filter(({ offset }) => offset > since);
    return sid === null
      ? all.filter(({ value }) => value !== null && 'state' in value && value.state === 'active')
      : all.filter(({ value }) => value !== null);
  }

  /** Digests change only with events, `refused` and `minute`. */
  private digests(kinds: readonly DigestKind[]): Change[] {
    const at = new Date().toISOString();
    const to = this.minute;
    const none = Array.from({ length: HOUR_MINUTES }, () => null);
    const digests: { readonly [kind in DigestKind]: EntityOf<kind> } = {
      stats: {
        at,
        activeSessions: this.rows.size,
        people: 0,
        agents: 0,
        tracks: 0,
        recordings: 0,
        eventsTotal: this.offset,
        lastEventAt: null,
        today: { from: to, sessions: 0, joins: 0, aborted: 0, personMs: 0, agentMs: 0 },
      },
      hour: { at, to, activeSessions: none, people: none, agents: none, tracks: none, recordings: none },
      busiest: { at, to, sessions: [] },
      activity: { at, items: this.events.slice(-ACTIVITY_ITEMS).reverse().map(activityItem) },
      health: {
        at,
        lastWebhookAt: null,
        lastLagMs: null,
        lagP95Ms: null,
        lastTestAt: null,
        rejectedToday: this.refused,
        quarantine: { count: 0, lastAt: null, reasons: [] },
        rejections: [],
        servers: [],
      },
      failures: {
        at,
        from: to,
        to,
        joins: { count: 0, sessions: 0 },
        drops: { count: 0, sessions: 0 },
        recordings: { count: 0, sessions: 0 },
        unattended: 0,
        rejections: this.refused,
        rejectionsMore: false,
      },
      agentDay: { at, from: to, names: [], unattended: [], unattendedTotal: 0, unattendedAlone: 0 },
    };
    return kinds.map((kind) => ({ kind, id: kind, offset: this.offset, value: digests[kind] }) as Change);
  }

  private async answer(): Promise<void> {
    await Promise.resolve();
    if (this.away) throw new Error('connection refused');
  }
}

/** Like the store: up to `limit` events and about `bytes`, but at least one. */
function bounded(found: readonly StoredEvent[], to: number, { limit, bytes }: EventsBound): EventsRun {
  const events: StoredEvent[] = [];
  let left = bytes;
  for (const event of found) {
    if (events.length >= limit || left <= 0) break;
    events.push(event);
    left -= JSON.stringify(event.payload).length;
  }
  const last = events.at(-1);
  return { events, to: events.length < found.length && last ? last.offset : to };
}
