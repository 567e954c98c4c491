/**
 * LiveKit's shapes in, our events out. The only place that knows how LiveKit writes its JSON and signs its webhooks; what
 * leaves here carries no secret.
 */
export { parseWebhook, type ParsedWebhook, type ParseFault } from './parse-webhook';
export { readStored, type StoredTold } from './read-stored';
export { redact } from './redact';
export { erasePerson, type Erased } from './erase-person';
export { REFUSALS, WebhookVerifier, type Refusal, type Verdict, type WebhookKey } from './webhook-verifier';
export { roomEvidence } from './room';
export { participantEvidence, type ParticipantShape } from './participant';
export { trackEvidence } from './track';
export { egressEvidence } from './egress';
export { ingressEvidence } from './ingress';
export { detailOf } from './detail';
export { signWebhook, type ApiKey } from './sign-webhook';
export {
  RoomService,
  type ListedParticipant,
  type ListedRoom,
  type ListedTrack,
  type RoomServiceOptions,
} from './room-service';
export { API_FAULTS, LiveKitApiError, type ApiFault } from './room-service-error';
