/**
 * A database in memory for tests of the feed and the gateway: a stream of commits, each changing one session, with the reads of
 * StreamRepository, FeedRepository and DigestRepository over it. `away`: every read rejects.
 */
import { randomUUID } from 'node:crypto';
import {
  ACTIVITY_ITEMS,
  type Change,
  type ChangesTopic,
  type DigestKind,
  type EntityOf,
  HOUR_MINUTES,
  isDigestTopic,
  type Position,
  type Session,
  SNAPSHOT_LIMITS,
  type StoredEvent,
  TOPIC_DIGESTS,
  topicSession,
} from '@livekit-dashboard/contracts';
import { activityItem } from '../store/digests/activity.reader';
import type { DigestRepository } from '../store/digests/digest.repository';
import type { FeedBatch, FeedChange } from '../store/feed';
import type { FeedRepository } from '../store/repositories/feed.repository';
import type { StreamRepository } from '../store/repositories/stream.repository';

export function batchOf(
  epoch: string,
  fromOffset: number,
  toOffset: number,
  changes: readonly FeedChange[],
): FeedBatch {
  return { epoch, fromOffset, toOffset, changes, events: [] };
}

export function sessionOf(sid: string, offset: number, state: 'active' | 'ended' = 'active'): Session {
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
    metadata: null,
    metadataBytes: null,
    lastEventAt: at,
  };
}

function eventOf(sid: string, offset: number): StoredEvent {
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
    payload: { event: 'participant_joined' },
  };
}

export class FakeStream {
  epoch: string = randomUUID();
  offset = 0;
  away = false;
  /** How many offsets `changedSince` covers at most. */
  window = 2000;
  /** Calls of `changedSince`, of `topicRows`. */
  reads = 0;
  snapshots = 0;
  /** Digests counted, in order. */
  readonly counted: DigestKind[] = [];
  /** Webhooks refused, wherever. */
  refused = 0;
  /** The last full minute of `hour`. */
  minute = '2026-11-23T09:30:00.000Z';
  /** Awaited by each read of a snapshot after it looked at the rows: keeps it under way. */
  hold: Promise<void> = Promise.resolve();
  /** Up to where the log, and the tombstones, are gone. */
  floor = 0;
  tombstoneFloor = 0;
  private readonly rows = new Map<string, FeedChange>();
  private readonly events: StoredEvent[] = [];

  /** `events` events that change the session `sid`; returns what is to be published of it. */
  commit(sid: string, events: number, state: 'active' | 'ended' = 'active'): FeedBatch {
    const fromOffset = this.offset;
    const stored = Array.from({ length: events }, (_, index) => eventOf(sid, fromOffset + 1 + index));
    this.offset += events;
    this.events.push(...stored);
    const change: Change = { kind: 'session', id: sid, offset: this.offset, value: sessionOf(sid, this.offset, state) };
    this.rows.set(sid, { change, sessionSid: sid, live: true });
    return {
      epoch: this.epoch,
      fromOffset,
      toOffset: this.offset,
      changes: [{ change, sessionSid: sid, live: true }],
      events: stored,
    };
  }

  /** The session is deleted, by an event of its own; returns what is to be published of it. */
  delete(sid: string): FeedBatch {
    const fromOffset = this.offset;
    this.offset += 1;
    const event = { ...eventOf(sid, this.offset), event: 'session_deleted', synthetic: true };
    this.events.push(event);
    const change: Change = { kind: 'session', id: sid, offset: this.offset, value: null };
    this.rows.set(sid, { change, sessionSid: sid, live: true });
    const changes = [{ change, sessionSid: sid, live: true }];
    return { epoch: this.epoch, fromOffset, toOffset: this.offset, changes, events: [event] };
  }

  /** As the repositories that it stands for. */
  get repositories() {
    return {
      stream: this as unknown as StreamRepository,
      feed: this as unknown as FeedRepository,
      digests: this as unknown as DigestRepository,
    };
  }

  /** Another database takes its place. */
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
    return { epoch, head, to, changes, gone: since < this.tombstoneFloor };
  }

  async eventsFloor(): Promise<number> {
    await this.answer();
    return this.floor;
  }

  async eventsBetween(after: number, to: number, limit: number): Promise<readonly StoredEvent[]> {
    const found = this.events.filter(({ offset }) => offset > after && offset <= to).slice(0, limit);
    await this.answer();
    return found;
  }

  async sessionEventsBetween(
    sessionSid: string,
    after: number,
    to: number,
    limit: number,
  ): Promise<readonly StoredEvent[]> {
    const found = await this.eventsBetween(after, to, Number.MAX_SAFE_INTEGER);
    return found.filter((event) => event.sessionSid === sessionSid).slice(0, limit);
  }

  async topicRows(topic: ChangesTopic, since: number | null) {
    this.snapshots++;
    const { epoch, offset } = this;
    const changes = isDigestTopic(topic) ? this.digests(TOPIC_DIGESTS[topic]) : this.rowsOf(topic, since);
    await this.answer();
    await this.hold;
    const tooLarge = changes.length > SNAPSHOT_LIMITS.rows;
    const gone = since !== null && since < this.tombstoneFloor;
    return { epoch, offset, changes: tooLarge || gone ? [] : changes, tooLarge, gone };
  }

  async read(kinds: readonly DigestKind[]) {
    this.counted.push(...kinds);
    const { epoch, offset } = this;
    const changes = this.digests(kinds);
    await this.answer();
    return { epoch, offset, changes };
  }

  private rowsOf(topic: ChangesTopic, since: number | null): Change[] {
    const sid = topicSession(topic);
    const rows = [...this.rows.values()].map(({ change }) => change);
    const all = sid === null ? rows : rows.filter(({ id }) => id === sid);
    if (since !== null) return all.filter(({ offset }) => offset > since);
    return sid === null
      ? all.filter(({ value }) => value !== null && 'state' in value && value.state === 'active')
      : all.filter(({ value }) => value !== null);
  }

  /** They change with events, `refused` and `minute` alone. */
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
        rejections: [],
        servers: [],
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
