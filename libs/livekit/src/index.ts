/**
 * Converts LiveKit's payloads into domain events. No other code knows how LiveKit writes its JSON and signs its
 * webhooks, and nothing that leaves here contains a secret.
 */
export { boundedId } from './bounded-id';
export { parseWebhook, type ParsedWebhook, type ParseError } from './parse-webhook';
export { readStored, type StoredEventRecord } from './read-stored';
export { redact } from './redact';
export { erasePerson, type Erased } from './erase-person';
export {
  REFUSALS,
  WebhookVerifier,
  type Admission,
  type Refusal,
  type Refused,
  type Verdict,
  type WebhookKey,
} from './webhook-verifier';
export { roomEvidence } from './room';
export { participantEvidence, type ParticipantShape } from './participant';
export { trackEvidence } from './track';
export { egressEvidence } from './egress';
export { ingressEvidence } from './ingress';
export { detailOf } from './detail';
export { signWebhook, type ApiKey } from './sign-webhook';
export {
  RoomService,
  type ListedJob,
  type ListedParticipant,
  type ListedRoom,
  type ListedTrack,
  type RoomServiceOptions,
} from './room-service';
export { API_ERRORS, LiveKitApiError, type ApiErrorKind } from './room-service-error';
