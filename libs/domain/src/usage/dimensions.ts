/** What a connection, an egress or an ingress counts as. What nobody knows counts as nothing: null beats a guess. */
import type { Dimension } from '@livekit-dashboard/contracts';
import type { EgressEvidence, IngressEvidence } from '../event';
import { isPerson } from '../participant';

/** Plain time, which nobody charges for by itself. SIP time is persons' time too. */
export type TimeMeasure = 'personMs' | 'agentMs' | 'sipMs';

/** EGRESS and INGRESS count as none; a kind that is new to us is a person. */
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
}: Pick<EgressEvidence, 'kind' | 'audioOnly'>): readonly Dimension[] {
  if (kind === 'track') return ['track_egress'];
  if (kind === null || !COMPOSITE.has(kind)) return [];
  return [audioOnly === true ? 'transcode_audio' : 'transcode_video'];
}

/** Transcoded unless it says that it is not. */
export const ingressDimensions = ({
  bypassesTranscoding,
}: Pick<IngressEvidence, 'bypassesTranscoding'>): readonly Dimension[] =>
  bypassesTranscoding === true ? [] : ['transcode_video'];
