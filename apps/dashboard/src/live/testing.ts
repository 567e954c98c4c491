/** For tests only: a client that a test drives by hand, and rows to give it. */
import type {
  ChangesObserver,
  EventsObserver,
  LinkStatus,
  SubscribeOptions,
  Subscription,
} from '@livekit-dashboard/client';
import type {
  Activity,
  ActivityItem,
  Agent,
  AgentDay,
  BusySession,
  Change,
  ChangeOf,
  DigestKind,
  EntityOf,
  Failures,
  Health,
  Hour,
  Position,
  Session,
  SocketErrorCode,
  Stats,
  StoredEvent,
  Topic,
} from '@livekit-dashboard/contracts';
import type { LiveClient } from './client.token';

const EPOCH = '00000000-0000-4000-8000-000000000000';
export const at = (offset: number): Position => ({ epoch: EPOCH, offset });

export class FakeClient implements LiveClient {
  /** What the server's clock shows. */
  now = Date.parse('2026-11-23T09:00:00.000Z');
  private readonly listeners = new Set<(status: LinkStatus) => void>();
  private readonly observers = new Map<Topic, ChangesObserver & EventsObserver>();
  /** Where each topic was asked to start; null: with a snapshot. */
  readonly since = new Map<Topic, Position | null>();
  private status: LinkStatus = { state: 'connecting', since: 0 };

  /** Topics followed now. */
  get topics(): Topic[] {
    return [...this.observers.keys()];
  }

  onStatus(listener: (status: LinkStatus) => void): () => void {
    this.listeners.add(listener);
    listener(this.status);
    return () => void this.listeners.delete(listener);
  }

  serverNow(): number {
    return this.now;
  }

  subscribe(topic: Topic, observer: ChangesObserver & EventsObserver, options: SubscribeOptions = {}): Subscription {
    this.since.set(topic, options.since ?? null);
    this.observers.set(topic, observer);
    return { topic, position: null, live: true, close: () => void this.observers.delete(topic) };
  }

  link(state: LinkStatus['state'], since = Date.now()): void {
    this.status = { state, since };
    for (const listener of this.listeners) listener(this.status);
  }

  snapshot(topic: Topic, changes: readonly Change[] = []): void {
    const observer: ChangesObserver | undefined = this.observers.get(topic);
    observer?.snapshot?.(changes, at(1));
  }

  jump(topic: Topic, offset: number): void {
    const observer: EventsObserver | undefined = this.observers.get(topic);
    observer?.snapshot?.(at(offset));
  }

  changes(topic: Topic, changes: readonly Change[]): void {
    this.observers.get(topic)?.changes?.(changes, at(1));
  }

  refuse(topic: Topic, code: SocketErrorCode): void {
    this.observers.get(topic)?.error?.({ code, message: `refused: ${code}` });
  }

  events(topic: Topic, events: readonly StoredEvent[]): void {
    this.observers.get(topic)?.events?.(events, at(events.at(-1)?.offset ?? 0));
  }
}

export function session(sid: string, more: Partial<Session> = {}): Session {
  return {
    sid,
    name: `room-${sid}`,
    source: 'default',
    state: 'active',
    startedAt: '2026-11-23T08:00:00.000Z',
    endedAt: null,
    endReason: null,
    endEstimated: false,
    firstJoinedAt: null,
    lastLeftAt: null,
    people: 0,
    agents: 0,
    participants: 0,
    tracks: 0,
    joins: 0,
    identities: 0,
    aborted: 0,
    recording: false,
    failedRecordings: 0,
    metadata: null,
    metadataBytes: null,
    lastEventAt: null,
    ...more,
  };
}

export function change(value: Session, offset = 1): ChangeOf<'session'> {
  return { kind: 'session', id: value.sid, offset, value };
}

/** A change that replaces a digest. */
export function digest<K extends DigestKind>(kind: K, value: EntityOf<K>, offset = 1): ChangeOf<K> {
  return { kind, id: kind, offset, value };
}

const DIGEST_AT = '2026-11-23T09:00:00.000Z';

export function stats(more: Partial<Stats> = {}): Stats {
  return {
    at: DIGEST_AT,
    activeSessions: 0,
    people: 0,
    agents: 0,
    tracks: 0,
    recordings: 0,
    eventsTotal: 0,
    lastEventAt: null,
    today: { from: '2026-11-23T00:00:00.000Z', sessions: 0, joins: 0, aborted: 0, personMs: 0, agentMs: 0 },
    ...more,
  };
}

/** Sixty readings that end with `last`; nothing is known of the minutes before. */
export const readings = (...last: readonly (number | null)[]): (number | null)[] => [
  ...Array<null>(60 - last.length).fill(null),
  ...last,
];

export function hour(more: Partial<Hour> = {}): Hour {
  const [activeSessions, people, agents, tracks, recordings] = Array.from({ length: 5 }, () => readings());
  return { at: DIGEST_AT, to: DIGEST_AT, activeSessions, people, agents, tracks, recordings, ...more } as Hour;
}

export function busySession(sid: string, more: Partial<BusySession> = {}): BusySession {
  return {
    sid,
    name: `room-${sid}`,
    source: 'default',
    startedAt: '2026-11-23T08:00:00.000Z',
    people: 1,
    agents: 0,
    tracks: 0,
    recording: false,
    peopleByMinute: readings(),
    ...more,
  };
}

export function activityItem(offset: number, more: Partial<ActivityItem> = {}): ActivityItem {
  return {
    offset,
    event: 'participant_joined',
    receivedAt: DIGEST_AT,
    source: 'default',
    sessionSid: 'RM_a',
    roomName: 'room-a',
    identity: `visitor-${offset}`,
    detail: null,
    synthetic: false,
    ...more,
  };
}

export const activity = (...items: readonly ActivityItem[]): Activity => ({ at: DIGEST_AT, items: [...items] });

export function health(more: Partial<Health> = {}): Health {
  return {
    at: DIGEST_AT,
    lastWebhookAt: null,
    lastLagMs: null,
    lagP95Ms: null,
    lastTestAt: null,
    rejectedToday: 0,
    quarantine: { count: 0, lastAt: null, reasons: [] },
    rejections: [],
    servers: [],
    ...more,
  };
}

export function failures(more: Partial<Failures> = {}): Failures {
  const none = { count: 0, sessions: 0 };
  const hour = { from: '2026-11-23T08:01:00.000Z', to: '2026-11-23T09:01:00.000Z' };
  return {
    at: DIGEST_AT,
    ...hour,
    joins: none,
    drops: none,
    recordings: none,
    unattended: 0,
    rejections: 0,
    rejectionsMore: false,
    ...more,
  };
}

export function agentDay(more: Partial<AgentDay> = {}): AgentDay {
  const from = '2026-11-22T09:00:00.000Z';
  return { at: DIGEST_AT, from, names: [], unattended: [], unattendedTotal: 0, unattendedAlone: 0, ...more };
}

export function agent(sid: string, more: Partial<Agent> = {}): Agent {
  return {
    sid,
    source: 'default',
    sessionSid: 'RM_a',
    sessionName: 'room-a',
    identity: `agent-AJ_${sid}`,
    name: null,
    kind: 'AGENT',
    state: 'active',
    joinedAt: '2026-11-23T08:00:00.000Z',
    leftAt: null,
    leftEstimated: false,
    kindDetails: [],
    hidden: false,
    sip: null,
    disconnectReason: null,
    metadata: null,
    metadataBytes: null,
    attributes: {},
    tracks: 0,
    agentName: 'assistant',
    jobId: `AJ_${sid}`,
    ...more,
  };
}

export function storedEvent(offset: number, more: Partial<StoredEvent> = {}): StoredEvent {
  return {
    offset,
    id: `EV_${offset}`,
    event: 'participant_joined',
    createdAt: null,
    receivedAt: '2026-11-23T08:00:00.000Z',
    source: 'default',
    apiKey: null,
    sessionSid: 'RM_a',
    roomName: null,
    participantSid: null,
    identity: null,
    trackSid: null,
    synthetic: false,
    payload: {},
    ...more,
  };
}

/** Resolves after everything that is resolved already, and what that resolves, has run: answers of a faked `fetch` are taken then. */
export const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
