/**
 * The dimensions that a connection, an egress or an ingress counts in. Unknown values count in none, since null is
 * better than a guess.
 */
import type { Dimension } from '@livekit-dashboard/contracts';
import type { EgressEvidence, IngressEvidence } from '../event';
import { isPerson } from '../participant';

/** Time that has no price of its own. SIP time is also people's time. */
export type TimeMeasure = 'personMs' | 'agentMs' | 'sipMs';

/** EGRESS and INGRESS count in none; an unknown kind counts as a person. */
export function connectionDimensions(kind: string | null): readonly Dimension[] {
  if (kind === 'SIP') return ['sip'];
  if (kind === 'AGENT') return ['participant', 'agent'];
  return isPerson(kind) ? ['participant'] : [];
}

export function connectionTimes(kind: string | null): readonly TimeMeasure[] {
  if (kind === 'SIP') return ['personMs', 'sipMs'];
  if (kind === 'AGENT') return ['agentMs'];
  return isPerson(kind) ? ['personMs'] : [];
}

const COMPOSITE: ReadonlySet<string> = new Set(['room_composite', 'web', 'participant', 'track_composite']);

export function egressDimensions({
  kind,
  audioOnly,
  passthrough,
}: Pick<EgressEvidence, 'kind' | 'audioOnly' | 'passthrough'>): readonly Dimension[] {
  if (kind === 'track' || (kind === 'track_composite' && passthrough === true)) return ['track_egress'];
  if (kind === null || !COMPOSITE.has(kind)) return [];
  return [audioOnly === true ? 'transcode_audio' : 'transcode_video'];
}

/** Transcoded unless the ingress says that it is not. */
export const ingressDimensions = ({
  bypassesTranscoding,
}: Pick<IngressEvidence, 'bypassesTranscoding'>): readonly Dimension[] =>
  bypassesTranscoding === true ? [] : ['transcode_video'];
