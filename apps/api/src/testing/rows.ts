/** Rows as the fold writes them, for tests of queries. Fields that a test does not set have plain values. */
import { metadataFields, sipKeys } from '@livekit-dashboard/domain';
import type { DataSource } from 'typeorm';
import { upsertAll } from '../store/sql/bulk';
import { clientOf } from '../store/sql/client';
import { EgressEntity } from '../store/entities/egress.entity';
import type { EventEntity } from '../store/entities/event.entity';
import { IngressEntity } from '../store/entities/ingress.entity';
import { ParticipantEntity } from '../store/entities/participant.entity';
import { OPEN_MS, SessionEntity } from '../store/entities/session.entity';
import { TrackEntity } from '../store/entities/track.entity';
import { appendEvents } from '../store/stream/append-events';

/** 2026-11-23T09:00:00Z, and minutes after it. */
export const NINE = Date.UTC(2026, 10, 23, 9);
export const minute = (n: number): number => NINE + n * 60_000;
export const iso = (ms: number): string => new Date(ms).toISOString();

export const sessionOf = (sid: string, fields: Partial<SessionEntity> = {}): SessionEntity => {
  const startedMs = fields.startedMs ?? NINE;
  const endedMs = fields.endedMs ?? null;
  return {
    source: 'default',
    sid,
    name: sid,
    state: endedMs === null ? 'active' : 'ended',
    startedMs,
    endedMs,
    endReason: endedMs === null ? null : 'finished',
    firstJoinedMs: null,
    lastLeftMs: null,
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
    metadataFields: metadataFields(fields.metadata ?? null),
    lastEventMs: startedMs,
    orderMs: startedMs,
    untilMs: endedMs ?? OPEN_MS,
    lastedMs: (endedMs ?? OPEN_MS) - (fields.orderMs ?? startedMs),
    streamOffset: 1,
    flippedOffset: 1,
    evidence: {},
    ...fields,
  };
};

export const participantOf = (
  sid: string,
  sessionSid: string,
  fields: Partial<ParticipantEntity> = {},
): ParticipantEntity => ({
  source: 'default',
  sid,
  sessionSid,
  identity: sid,
  name: null,
  kind: 'STANDARD',
  kindDetails: [],
  hidden: false,
  state: (fields.leftMs ?? null) === null ? 'active' : 'left',
  joinedMs: NINE,
  leftMs: null,
  leftEstimated: false,
  disconnectReason: null,
  metadata: null,
  attributes: {},
  tracks: 0,
  sipKeys: sipKeys(fields.attributes ?? {}),
  tenant: null,
  agentName: null,
  jobId: null,
  open: (fields.leftMs ?? null) === null,
  streamOffset: 1,
  flippedOffset: 1,
  evidence: {},
  ...fields,
});

export const trackOf = (sid: string, sessionSid: string, fields: Partial<TrackEntity> = {}): TrackEntity => ({
  source: 'default',
  sid,
  sessionSid,
  participantSid: 'PA_1',
  name: null,
  type: 'AUDIO',
  trackSource: 'MICROPHONE',
  mimeType: 'audio/red',
  width: null,
  height: null,
  publishedMs: NINE,
  unpublishedMs: null,
  endEstimated: false,
  open: true,
  streamOffset: 1,
  evidence: {},
  ...fields,
});

export const egressOf = (id: string, sessionSid: string | null, fields: Partial<EgressEntity> = {}): EgressEntity => ({
  source: 'default',
  id,
  sessionSid,
  roomName: null,
  kind: 'room_composite',
  status: (fields.endedMs ?? null) === null ? 'EGRESS_ACTIVE' : 'EGRESS_COMPLETE',
  startedMs: NINE,
  endedMs: null,
  endEstimated: false,
  error: null,
  errorCode: null,
  details: null,
  backupStorageUsed: null,
  manifestLocation: null,
  results: [],
  dimension: 'transcode_video',
  openUntilMs: null,
  streamOffset: 1,
  evidence: {},
  ...fields,
});

export const ingressOf = (
  key: string,
  sessionSid: string | null,
  fields: Partial<IngressEntity> = {},
): IngressEntity => ({
  source: 'default',
  key: `${key}/RES_1`,
  id: key,
  resourceId: 'RES_1',
  sessionSid,
  roomName: null,
  inputType: 'RTMP_INPUT',
  status: (fields.endedMs ?? null) === null ? 'ENDPOINT_PUBLISHING' : 'ENDPOINT_INACTIVE',
  startedMs: NINE,
  endedMs: null,
  endEstimated: false,
  error: null,
  dimension: null,
  openUntilMs: null,
  streamOffset: 1,
  evidence: {},
  ...fields,
});

export const eventOf = (streamOffset: number, fields: Partial<EventEntity> = {}): EventEntity => ({
  streamOffset,
  source: 'default',
  id: `EV_${streamOffset}`,
  event: 'room_started',
  createdMs: NINE,
  receivedMs: minute(streamOffset),
  apiKey: 'devkey',
  sessionSid: null,
  roomName: null,
  participantSid: null,
  identity: null,
  trackSid: null,
  synthetic: false,
  payload: { event: 'room_started' },
  ...fields,
});

interface Rows {
  readonly sessions?: readonly SessionEntity[];
  readonly participants?: readonly ParticipantEntity[];
  readonly tracks?: readonly TrackEntity[];
  readonly egresses?: readonly EgressEntity[];
  readonly ingresses?: readonly IngressEntity[];
  readonly events?: readonly EventEntity[];
}

/** Replaces the content of the database by these rows, and sets the head to the last event. */
export async function store(dataSource: DataSource, rows: Rows): Promise<void> {
  const { sessions = [], participants = [], tracks = [], egresses = [], ingresses = [], events = [] } = rows;
  await dataSource.transaction(async (manager) => {
    const client = await clientOf(manager);
    await client.query('TRUNCATE session, participant, track, egress, ingress, event, retention, tombstone, erasure');
    await upsertAll(client, dataSource, SessionEntity, sessions);
    await upsertAll(client, dataSource, ParticipantEntity, participants);
    await upsertAll(client, dataSource, TrackEntity, tracks);
    await upsertAll(client, dataSource, EgressEntity, egresses);
    await upsertAll(client, dataSource, IngressEntity, ingresses);
    await client.query('UPDATE stream_head SET stream_offset = 0');
    await appendEvents(client, events);
  });
}
