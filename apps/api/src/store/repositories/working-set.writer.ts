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
import type { EntityManager } from 'typeorm';
import { together } from '../database/together';
import { upsertAll } from '../database/bulk';
import { EgressEntity } from '../entities/egress.entity';
import { IngressEntity } from '../entities/ingress.entity';
import { ParticipantEntity } from '../entities/participant.entity';
import { SessionEntity } from '../entities/session.entity';
import { TrackEntity } from '../entities/track.entity';
import type { FeedChange } from '../feed';
import { egressRow, ingressRow, participantRow, sessionRow, trackRow } from '../records';
import type { WorkingSet } from '../working-set';

export async function writeWorkingSet(manager: EntityManager, set: WorkingSet): Promise<FeedChange[]> {
  const feed: FeedChange[] = [];
  const tell = (change: Change, sessionSid: string | null, live = false): void => {
    feed.push({ change, sessionSid, live });
  };
  await together([
    upsertAll(manager, SessionEntity, sessionRows(set, tell)),
    upsertAll(manager, ParticipantEntity, participantRows(set, tell)),
    upsertAll(manager, TrackEntity, trackRows(set, tell)),
    upsertAll(manager, EgressEntity, egressRows(set, tell)),
    upsertAll(manager, IngressEntity, ingressRows(set, tell)),
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
    return sessionRow(record, flip.placed);
  });

const participantRows = (set: WorkingSet, tell: Tell): ParticipantEntity[] =>
  set.touchedOf('participants').map(({ record, placed }) => {
    const session = set.state.sessions.get(record.sessionSid);
    const value = preview(participantView(record, session));
    const flip = set.flipOf(record.sid, value.state, placed);
    const about = { id: record.sid, offset: placed.streamOffset };
    tell({ kind: 'participant', ...about, value }, record.sessionSid);
    if (kindOf(record) === 'AGENT') {
      tell({ kind: 'agent', ...about, value: preview(agentView(record, session)) }, record.sessionSid, flip.live);
    }
    return participantRow(record, session, flip.placed);
  });

const trackRows = (set: WorkingSet, tell: Tell): TrackEntity[] =>
  set.touchedOf('tracks').map(({ record, placed }) => {
    const session = set.state.sessions.get(record.sessionSid);
    const participant = set.state.participants.get(record.participantSid);
    const value = trackView(record, participant, session);
    tell({ kind: 'track', id: record.sid, offset: placed.streamOffset, value }, record.sessionSid);
    return trackRow(record, participant, session, placed);
  });

const egressRows = (set: WorkingSet, tell: Tell): EgressEntity[] =>
  set.touchedOf('egresses').map(({ record, placed }) => {
    tell({ kind: 'egress', id: record.id, offset: placed.streamOffset, value: egressView(record) }, record.sessionSid);
    return egressRow(record, placed);
  });

const ingressRows = (set: WorkingSet, tell: Tell): IngressEntity[] =>
  set.touchedOf('ingresses').map(({ record, placed }) => {
    const value = ingressView(record);
    const id = ingressKey(record.id, record.resourceId);
    tell({ kind: 'ingress', id, offset: placed.streamOffset, value }, value.sessionSid);
    return ingressRow(record, placed);
  });
