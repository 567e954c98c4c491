/** Writes the rows a batch touched, and tells the feed what they show now. */
import type { Change } from '@livekit-dashboard/contracts';
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
import { together } from '../database/together';
import { upsertAll } from '../database/bulk';
import type { Sql } from '../database/sql';
import { EgressEntity } from '../entities/egress.entity';
import { IngressEntity } from '../entities/ingress.entity';
import { ParticipantEntity } from '../entities/participant.entity';
import { SessionEntity } from '../entities/session.entity';
import { TrackEntity } from '../entities/track.entity';
import type { FeedChange } from '../feed';
import { egressRow, ingressRow, participantRow, sessionRow, trackRow } from '../records';
import type { WorkingSet } from '../working-set';

export async function writeWorkingSet(sql: Sql, dataSource: DataSource, set: WorkingSet): Promise<FeedChange[]> {
  const feed: FeedChange[] = [];
  const tell = (change: Change, sessionSid: string | null, live = false): void => {
    feed.push({ change, sessionSid, live });
  };
  await together([
    upsertAll(sql, dataSource, SessionEntity, sessionRows(set, tell)),
    upsertAll(sql, dataSource, ParticipantEntity, participantRows(set, tell)),
    upsertAll(sql, dataSource, TrackEntity, trackRows(set, tell)),
    upsertAll(sql, dataSource, EgressEntity, egressRows(set, tell)),
    upsertAll(sql, dataSource, IngressEntity, ingressRows(set, tell)),
  ]);
  return feed;
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

const participantRows = (set: WorkingSet, tell: Tell): ParticipantEntity[] =>
  set.touchedOf('participants').map(({ record, placed }) => {
    const session = set.state.sessions.get(record.sessionSid);
    const value = participantView(record, session);
    const agent = kindOf(record) === 'AGENT' ? agentView(record, session) : null;
    const flip = set.flipOf(record.sid, value.state, placed);
    const about = { id: record.sid, offset: placed.streamOffset };
    tell({ kind: 'participant', ...about, value: preview(value) }, record.sessionSid);
    if (agent) tell({ kind: 'agent', ...about, value: preview(agent) }, record.sessionSid, flip.live);
    return participantRow(record, value, agent, flip.placed);
  });

const trackRows = (set: WorkingSet, tell: Tell): TrackEntity[] =>
  set.touchedOf('tracks').map(({ record, placed }) => {
    const session = set.state.sessions.get(record.sessionSid);
    const participant = set.state.participants.get(record.participantSid);
    const value = trackView(record, participant, session);
    tell({ kind: 'track', id: record.sid, offset: placed.streamOffset, value }, record.sessionSid);
    return trackRow(record, value, placed);
  });

const egressRows = (set: WorkingSet, tell: Tell): EgressEntity[] =>
  set.touchedOf('egresses').map(({ record, placed }) => {
    const value = egressView(record);
    tell({ kind: 'egress', id: record.id, offset: placed.streamOffset, value }, record.sessionSid);
    return egressRow(record, value, placed);
  });

const ingressRows = (set: WorkingSet, tell: Tell): IngressEntity[] =>
  set.touchedOf('ingresses').map(({ record, placed }) => {
    const value = ingressView(record);
    const id = ingressKey(record.id, record.resourceId);
    tell({ kind: 'ingress', id, offset: placed.streamOffset, value }, value.sessionSid);
    return ingressRow(record, value, placed);
  });
