import type { ParticipantEvidence, ParticipantProfile } from '@livekit-dashboard/domain';
import { DISCONNECT_REASONS, KIND_DETAILS, PARTICIPANT_KINDS } from './enums';
import { countAt, enumAt, enumsAt, objectAt, nonEmptyTextAt, textAt, textsAt, type JsonObject } from './json';
import { millisAt, secondsAt } from './times';

const UINT32 = 2 ** 32 - 1;

/**
 * How much the object contains: all of ParticipantInfo for a present or a departed participant, or only sid and
 * identity.
 */
export type ParticipantShape = 'present' | 'gone' | 'partial';

/** Null without a sid, which identifies the connection. */
export function participantEvidence(
  participant: JsonObject | null,
  shape: ParticipantShape,
): ParticipantEvidence | null {
  const sid = textAt(participant, 'sid');
  if (participant === null || sid === '') return null;
  const profile = shape === 'partial' && !isWhole(participant) ? null : profileOf(participant, shape === 'gone');
  return { sid, identity: nonEmptyTextAt(participant, 'identity'), profile };
}

/** Every whole participant has one of these; track events contain only sid and identity. */
const isWhole = (participant: JsonObject): boolean =>
  ['joinedAtMs', 'joinedAt', 'permission'].some((field) => (participant[field] ?? null) !== null);

function profileOf(participant: JsonObject, gone: boolean): ParticipantProfile {
  const reason = participant['disconnectReason'];
  return {
    version: countAt(participant, 'version', UINT32),
    name: textAt(participant, 'name'),
    kind: kindOf(participant),
    kindDetails: enumsAt(participant, 'kindDetails', KIND_DETAILS),
    hidden: objectAt(participant, 'permission')?.['hidden'] === true,
    metadata: textAt(participant, 'metadata'),
    attributes: textsAt(participant, 'attributes'),
    joinedAtMs: millisAt(participant, 'joinedAtMs') ?? secondsAt(participant, 'joinedAt'),
    // For a departed participant a missing reason is the zero value; for a present one it has no meaning.
    disconnectReason:
      gone || (reason ?? null) !== null ? enumAt(participant, 'disconnectReason', DISCONNECT_REASONS) : null,
  };
}

/**
 * Servers before 1.6 have no `kind`, but the permissions identify machines. A relay may write the missing kind as the
 * zero value, STANDARD, so the permissions decide for newer servers too.
 */
export function kindOf(participant: JsonObject): string {
  const kind = enumAt(participant, 'kind', PARTICIPANT_KINDS);
  if (kind !== PARTICIPANT_KINDS[0]) return kind;
  const permission = objectAt(participant, 'permission');
  if (permission?.['recorder'] === true) return 'EGRESS';
  return permission?.['agent'] === true ? 'AGENT' : kind;
}
