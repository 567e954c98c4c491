/**
 * Removes one person from stored evidence and from later events (ER1, ER2). Times, kinds, agent names and the evidence
 * of ends stay, and one pseudonym replaces the identity everywhere, so no count changes.
 */
import type { DomainEvent } from './event';
import { anonymousFields, type ProfileFields } from './participant-profile';
import type { ParticipantRecord } from './participant';
import type { TrackRecord } from './track';

const anonymous = <P extends ProfileFields>(profile: P): P => ({ ...profile, ...anonymousFields(profile) });

export const erasedParticipant = (record: ParticipantRecord, pseudonym: string): ParticipantRecord => ({
  ...record,
  identity: pseudonym,
  profile: record.profile && anonymous(record.profile),
  erased: true,
});

/** Applications put people's names into track names. */
export const erasedTrack = (record: TrackRecord): TrackRecord => ({
  ...record,
  info: record.info && { ...record.info, name: '' },
});

/** A later event of an erased connection. */
export const erasedEvent = (event: DomainEvent, pseudonym: string): DomainEvent => ({
  ...event,
  participant: event.participant && {
    ...event.participant,
    identity: pseudonym,
    profile: event.participant.profile && anonymous(event.participant.profile),
  },
  track: event.track && { ...event.track, name: '' },
});
