/** Writes the rows that a batch touched, and returns their new values for the feed. */
import { rowId, type Change } from '@livekit-dashboard/contracts';
import {
  agentView,
  egressView,
  ingressKey,
  ingressView,
  kindOf,
  participantView,
  preview,
  sessionView,
  trackView,
} from '@livekit-dashboard/domain';
import type { DataSource } from 'typeorm';
import { together } from '../sql/together';
import { upsertAll } from '../sql/bulk';
import type { Sql } from '../sql/connection';
import { EgressEntity } from '../entities/egress.entity';
import { IngressEntity } from '../entities/ingress.entity';
import { ParticipantEntity } from '../entities/participant.entity';
import { SessionEntity } from '../entities/session.entity';
import { TrackEntity } from '../entities/track.entity';
import type { FeedChange, SourcedSession } from '../stream/feed';
import { egressRow, ingressRow, participantRow, sessionRow, trackRow } from '../entities/records';
import { bury, deletion, type DeletedRow } from '../stream/tombstones';
import type { Move, WorkingSet } from './working-set';
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
  const feed = set.moved().flatMap((move) => removals(set.source, move));
  const tell = (change: Change, sessionSid: string | null, live = false): void => {
    const id = rowId(set.source, change.id);
    feed.push({ change: { ...change, id }, source: set.source, sessionSid, live });
  };
  const [moved] = await together([
    moveTrackEvents(sql, set),
    upsertAll(sql, dataSource, SessionEntity, sessionRows(set, tell)),
    upsertAll(sql, dataSource, ParticipantEntity, participantRows(set, tell, tenantKey)),
    upsertAll(sql, dataSource, TrackEntity, trackRows(set, tell)),
    upsertAll(sql, dataSource, EgressEntity, egressRows(set, tell)),
    upsertAll(sql, dataSource, IngressEntity, ingressRows(set, tell)),
    together(set.moved().map((move) => buryMoved(sql, set.source, move))),
  ]);
  return { changes: feed, moved };
}

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

type Tell = (change: Change, sessionSid: string | null, live?: boolean) => void;

const sessionRows = (set: WorkingSet, tell: Tell): SessionEntity[] =>
  set.touchedOf('sessions').map(({ record, placed }) => {
    const value = sessionView(record, set.source);
    const flip = set.flipOf(record.sid, value.state, placed);
    tell(
      { kind: 'session', id: record.sid, offset: placed.streamOffset, value: preview(value) },
      record.sid,
      flip.live,
    );
    return sessionRow(record, value, flip.placed);
  });

const participantRows = (set: WorkingSet, tell: Tell, tenantKey: string | null): ParticipantEntity[] =>
  set.touchedOf('participants').map(({ record, placed }) => {
    const session = set.state.sessions.get(record.sessionSid ?? '');
    const value = participantView(record, session);
    const agent = kindOf(record) === 'AGENT' ? { ...agentView(record, session), source: set.source } : null;
    const flip = set.flipOf(record.sid, value.state, placed);
    const about = { id: record.sid, offset: placed.streamOffset };
    if (record.sessionSid === null) return participantRow(record, value, null, flip.placed, tenantKey);
    tell({ kind: 'participant', ...about, value: preview(value) }, record.sessionSid);
    if (agent) tell({ kind: 'agent', ...about, value: preview(agent) }, record.sessionSid, flip.live);
    return participantRow(record, value, agent, flip.placed, tenantKey);
  });

const trackRows = (set: WorkingSet, tell: Tell): TrackEntity[] =>
  set.touchedOf('tracks').map(({ record, placed }) => {
    const participant = set.state.participants.get(record.participantSid);
    const sessionSid = participant?.sessionSid ?? null;
    const value = trackView(record, participant, set.state.sessions.get(sessionSid ?? ''));
    if (sessionSid !== null) {
      tell({ kind: 'track', id: record.sid, offset: placed.streamOffset, value: preview(value) }, sessionSid);
    }
    return trackRow(record, value, sessionSid, placed);
  });

const egressRows = (set: WorkingSet, tell: Tell): EgressEntity[] =>
  set.touchedOf('egresses').map(({ record, placed }) => {
    const value = egressView(record, set.source);
    tell({ kind: 'egress', id: record.id, offset: placed.streamOffset, value: preview(value) }, record.sessionSid);
    return egressRow(record, value, placed);
  });

const ingressRows = (set: WorkingSet, tell: Tell): IngressEntity[] =>
  set.touchedOf('ingresses').map(({ record, placed }) => {
    const value = ingressView(record, set.source);
    const id = ingressKey(record.id, record.resourceId);
    tell({ kind: 'ingress', id, offset: placed.streamOffset, value: preview(value) }, value.sessionSid);
    return ingressRow(record, value, placed);
  });
