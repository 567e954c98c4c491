/** Writes the rows that a batch touched, and returns their new values for the feed. */
import {
  egressValues,
  ingressValues,
  participantValues,
  sessionValues,
  trackValues,
  withMetadataBytes,
} from '@livekit-dashboard/domain';
import type { DataSource } from 'typeorm';
import { together } from '../sql/together';
import { upsertAll } from '../sql/bulk';
import type { SqlClient } from '../sql/client';
import { EgressEntity, egressRow } from '../entities/egress.entity';
import { IngressEntity, ingressRow } from '../entities/ingress.entity';
import { ParticipantEntity, participantRow, type ParticipantRow } from '../entities/participant.entity';
import { SessionEntity, sessionRow } from '../entities/session.entity';
import { TrackEntity, trackRow } from '../entities/track.entity';
import {
  agentChange,
  egressChange,
  ingressChange,
  participantChange,
  sessionChange,
  trackChange,
} from '../sessions/entity-reader';
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
  client: SqlClient,
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
  const moves = set.moved();
  const [moved] = await together([
    moveTrackEvents(client, set),
    upsertAll(client, dataSource, SessionEntity, rowsOf(kinds.sessions)),
    upsertAll(client, dataSource, ParticipantEntity, rowsOf(kinds.participants)),
    upsertAll(client, dataSource, TrackEntity, rowsOf(kinds.tracks)),
    upsertAll(client, dataSource, EgressEntity, rowsOf(kinds.egresses)),
    upsertAll(client, dataSource, IngressEntity, rowsOf(kinds.ingresses)),
    together(moves.map((move) => buryMoved(client, set.source, move))),
  ]);
  const changes = [
    ...moves.flatMap((move) => removals(set.source, move)),
    ...Object.values(kinds).flatMap((writes) => writes.flatMap((write) => write.changes)),
  ];
  return { changes, moved };
}

/** One touched row as it is stored, and the changes that clients receive. */
interface Write<E> {
  readonly row: E;
  readonly changes: readonly FeedChange[];
}

const rowsOf = <E>(writes: readonly Write<E>[]): E[] => writes.map(({ row }) => row);

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

async function buryMoved(client: SqlClient, source: string, move: Move): Promise<void> {
  const rows = movedRows(move);
  if (rows.length > 0) await bury(client, { source, streamOffset: move.streamOffset }, rows);
}

function sessionWrite(set: WorkingSet, { record, placed }: Touched<'sessions'>): Write<SessionEntity> {
  const { source } = set;
  const values = sessionValues(record, source);
  const flip = set.flipOf(record.sid, values.state, placed);
  const row = sessionRow(record, values, flip.placed);
  const change = sessionChange(withMetadataBytes(row));
  return { row, changes: [{ change, source, sessionSid: row.sid, live: flip.live }] };
}

/** A connection whose session is not known is stored, and no client receives it. */
function participantWrite(
  set: WorkingSet,
  { record, placed }: Touched<'participants'>,
  tenantKey: string | null,
): Write<ParticipantEntity> {
  const { source, state } = set;
  const { sid, sessionSid } = record;
  const session = state.sessions.get(sessionSid ?? '');
  const values = participantValues(record, session);
  const flip = set.flipOf(sid, values.state, placed);
  const row = participantRow(record, values, flip.placed, tenantKey);
  if (sessionSid === null) return { row, changes: [] };
  const shown: ParticipantRow = withMetadataBytes(row);
  const changes: FeedChange[] = [{ change: participantChange(shown), source, sessionSid, live: false }];
  if (row.kind === 'AGENT') {
    const change = agentChange({ ...shown, sessionName: session?.name ?? null });
    changes.push({ change, source, sessionSid, live: flip.live });
  }
  return { row, changes };
}

function trackWrite({ source, state }: WorkingSet, { record, placed }: Touched<'tracks'>): Write<TrackEntity> {
  const participant = state.participants.get(record.participantSid);
  const values = trackValues(record, participant, state.sessions.get(participant?.sessionSid ?? ''));
  const row = trackRow(record, values, placed);
  const { sessionSid } = row;
  if (sessionSid === null) return { row, changes: [] };
  return { row, changes: [{ change: trackChange(row), source, sessionSid, live: false }] };
}

function egressWrite({ source }: WorkingSet, { record, placed }: Touched<'egresses'>): Write<EgressEntity> {
  const row = egressRow(record, egressValues(record, source), placed);
  return { row, changes: [{ change: egressChange(row), source, sessionSid: row.sessionSid, live: false }] };
}

function ingressWrite({ source }: WorkingSet, { record, placed }: Touched<'ingresses'>): Write<IngressEntity> {
  const row = ingressRow(record, ingressValues(record, source), placed);
  return { row, changes: [{ change: ingressChange(row), source, sessionSid: row.sessionSid, live: false }] };
}
