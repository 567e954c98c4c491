/** Writes the rows that a batch touched, and returns their new values for the feed. */
import { rowId, type Change } from '@livekit-dashboard/contracts';
import {
  egressValues,
  ingressValues,
  participantValues,
  preview,
  sessionValues,
  toAgent,
  toEgress,
  toIngress,
  toParticipant,
  toSession,
  toTrack,
  trackValues,
  withMetadataBytes,
} from '@livekit-dashboard/domain';
import type { DataSource } from 'typeorm';
import { together } from '../sql/together';
import { upsertAll } from '../sql/bulk';
import type { Sql } from '../sql/connection';
import { EgressEntity, egressRow } from '../entities/egress.entity';
import { IngressEntity, ingressRow } from '../entities/ingress.entity';
import { ParticipantEntity, participantRow } from '../entities/participant.entity';
import { SessionEntity, sessionRow } from '../entities/session.entity';
import { TrackEntity, trackRow } from '../entities/track.entity';
import type { FeedChange, SourcedSession } from '../stream/feed';
import { bury, deletion, type DeletedRow } from '../stream/tombstones';
import type { Move, Touched, WorkingSet } from './working-set';
import { moveTrackEvents } from './move-track-events';

export interface WrittenSet {
  readonly changes: readonly FeedChange[];
  readonly moved: readonly SourcedSession[];
}

/** `tenantKey`: the field that names a participant's tenant. */
export async function writeWorkingSet(
  sql: Sql,
  dataSource: DataSource,
  set: WorkingSet,
  tenantKey: string | null,
): Promise<WrittenSet> {
  const kinds = {
    sessions: set.touchedOf('sessions').map((touched) => sessionWrite(set, touched)),
    participants: set.touchedOf('participants').map((touched) => participantWrite(set, touched, tenantKey)),
    tracks: set.touchedOf('tracks').map((touched) => trackWrite(set, touched)),
    egresses: set.touchedOf('egresses').map((touched) => egressWrite(set, touched)),
    ingresses: set.touchedOf('ingresses').map((touched) => ingressWrite(set, touched)),
  };
  const [moved] = await together([
    moveTrackEvents(sql, set),
    upsertAll(sql, dataSource, SessionEntity, rowsOf(kinds.sessions)),
    upsertAll(sql, dataSource, ParticipantEntity, rowsOf(kinds.participants)),
    upsertAll(sql, dataSource, TrackEntity, rowsOf(kinds.tracks)),
    upsertAll(sql, dataSource, EgressEntity, rowsOf(kinds.egresses)),
    upsertAll(sql, dataSource, IngressEntity, rowsOf(kinds.ingresses)),
    together(set.moved().map((move) => buryMoved(sql, set.source, move))),
  ]);
  const removed = set.moved().flatMap((move) => removals(set.source, move));
  return { changes: [...removed, ...Object.values(kinds).flatMap((writes) => changesOf(set.source, writes))], moved };
}

/** One touched row as it is stored, and what clients learn about it. */
interface Write<E> {
  readonly row: E;
  readonly changes: readonly RowChange[];
}

/** `live`: whether the row is or was active, so that live topics show it. */
interface RowChange {
  readonly change: Change;
  readonly sessionSid: string | null;
  readonly live?: boolean;
}

const rowsOf = <E>(writes: readonly Write<E>[]): E[] => writes.map(({ row }) => row);

const changesOf = (source: string, writes: readonly Write<unknown>[]): FeedChange[] =>
  writes
    .flatMap(({ changes }) => changes)
    .map(({ change, sessionSid, live = false }) => ({
      change: { ...change, id: rowId(source, change.id) },
      source,
      sessionSid,
      live,
    }));

/** Rows that are in another session now, as deletions from the old one. */
const movedRows = ({ from, sid, trackSids }: Move): DeletedRow[] =>
  from === null
    ? []
    : [
        { kind: 'participant', id: sid, sessionSid: from },
        ...trackSids.map((id): DeletedRow => ({ kind: 'track', id, sessionSid: from })),
      ];

const removals = (source: string, move: Move): FeedChange[] =>
  movedRows(move).map((row) => deletion({ ...row, source, streamOffset: move.streamOffset }));

async function buryMoved(sql: Sql, source: string, move: Move): Promise<void> {
  const rows = movedRows(move);
  if (rows.length > 0) await bury(sql, { source, streamOffset: move.streamOffset }, rows);
}

function sessionWrite(set: WorkingSet, { record, placed }: Touched<'sessions'>): Write<SessionEntity> {
  const values = sessionValues(record, set.source);
  const flip = set.flipOf(record.sid, values.state, placed);
  const value = preview(toSession(withMetadataBytes(values)));
  const change: Change = { kind: 'session', id: record.sid, offset: placed.streamOffset, value };
  return {
    row: sessionRow(record, values, flip.placed),
    changes: [{ change, sessionSid: record.sid, live: flip.live }],
  };
}

/** A connection whose session is not known is stored, and no client receives it. */
function participantWrite(
  set: WorkingSet,
  { record, placed }: Touched<'participants'>,
  tenantKey: string | null,
): Write<ParticipantEntity> {
  const { sid, sessionSid } = record;
  const session = set.state.sessions.get(sessionSid ?? '');
  const values = participantValues(record, session);
  const flip = set.flipOf(sid, values.state, placed);
  const row = participantRow(record, values, flip.placed, tenantKey);
  if (sessionSid === null) return { row, changes: [] };
  const at = { id: sid, offset: placed.streamOffset };
  const shown = withMetadataBytes(values);
  const changes: RowChange[] = [
    { change: { kind: 'participant', ...at, value: preview(toParticipant(shown)) }, sessionSid },
  ];
  if (values.kind === 'AGENT') {
    const value = preview(toAgent({ ...shown, source: set.source, sessionName: session?.name ?? null }));
    changes.push({ change: { kind: 'agent', ...at, value }, sessionSid, live: flip.live });
  }
  return { row, changes };
}

function trackWrite(set: WorkingSet, { record, placed }: Touched<'tracks'>): Write<TrackEntity> {
  const participant = set.state.participants.get(record.participantSid);
  const values = trackValues(record, participant, set.state.sessions.get(participant?.sessionSid ?? ''));
  const { sid, sessionSid } = values;
  const change: Change = { kind: 'track', id: sid, offset: placed.streamOffset, value: preview(toTrack(values)) };
  return { row: trackRow(record, values, placed), changes: sessionSid === null ? [] : [{ change, sessionSid }] };
}

function egressWrite(set: WorkingSet, { record, placed }: Touched<'egresses'>): Write<EgressEntity> {
  const values = egressValues(record, set.source);
  const { id, sessionSid } = values;
  const change: Change = { kind: 'egress', id, offset: placed.streamOffset, value: preview(toEgress(values)) };
  return { row: egressRow(record, values, placed), changes: [{ change, sessionSid }] };
}

function ingressWrite(set: WorkingSet, { record, placed }: Touched<'ingresses'>): Write<IngressEntity> {
  const values = ingressValues(record, set.source);
  const row = ingressRow(record, values, placed);
  const value = preview(toIngress(values));
  const change: Change = { kind: 'ingress', id: row.key, offset: placed.streamOffset, value };
  return { row, changes: [{ change, sessionSid: values.sessionSid }] };
}
