import type { ParticipantEvidence, ParticipantProfile } from '@livekit-dashboard/domain';
import { DISCONNECT_REASONS, PARTICIPANT_KINDS } from './enums';
import { countAt, enumAt, tellingTextAt, textAt, textsAt, type JsonObject } from './json';
import { millisAt, secondsAt } from './times';

const UINT32 = 2 ** 32 - 1;

/** Which object this is: all of ParticipantInfo of one who is in, of one who is gone, or just sid and identity. */
export type ParticipantShape = 'present' | 'gone' | 'partial';

/** Null without a sid: a connection is its sid. */
export function participantEvidence(
  participant: JsonObject | null,
  shape: ParticipantShape,
): ParticipantEvidence | null {
  const sid = textAt(participant, 'sid');
  if (participant === null || sid === '') return null;
  const profile = shape === 'partial' ? null : profileOf(participant, shape === 'gone');
  return { sid, identity: tellingTextAt(participant, 'identity'), profile };
}

function profileOf(participant: JsonObject, gone: boolean): ParticipantProfile {
  const reason = participant['disconnectReason'];
  return {
    version: countAt(participant, 'version', UINT32),
    name: textAt(participant, 'name'),
    kind: enumAt(participant, 'kind', PARTICIPANT_KINDS),
    metadata: textAt(participant, 'metadata'),
    attributes: textsAt(participant, 'attributes'),
    joinedAtMs: millisAt(participant, 'joinedAtMs') ?? secondsAt(participant, 'joinedAt'),
    // Of one who is gone a missing reason is the zero value, of one who is in it says nothing.
    disconnectReason:
      gone || (reason ?? null) !== null ? enumAt(participant, 'disconnectReason', DISCONNECT_REASONS) : null,
  };
}
