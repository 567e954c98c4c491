import type { Host, JsonObject } from './host';

export type TrackKind = 'microphone' | 'camera' | 'screen';

/** What LiveKit sends of each kind. AUDIO is the zero value of `type`, so an audio track names none. */
const KINDS = {
  microphone: { prefix: 'TR_AM', name: 'mic', type: 'AUDIO', source: 'MICROPHONE', mimeType: 'audio/red' },
  camera: {
    prefix: 'TR_VC',
    name: 'cam',
    type: 'VIDEO',
    source: 'CAMERA',
    mimeType: 'video/VP8',
    width: 1280,
    height: 720,
  },
  screen: {
    prefix: 'TR_VS',
    name: 'screen',
    type: 'VIDEO',
    source: 'SCREEN_SHARE',
    mimeType: 'video/VP8',
    width: 1920,
    height: 1080,
  },
} as const satisfies Record<TrackKind, JsonObject>;

/** A published track. Its `version` is the time of its publishing and stays the same to the end. */
export class SimulatedTrack {
  readonly info: JsonObject;

  constructor(host: Pick<Host, 'random' | 'nowMs'>, kind: TrackKind) {
    const { prefix, ...fields } = KINDS[kind];
    const mid = String(host.random.whole(1, 20));
    this.info = {
      sid: prefix + host.random.text(12),
      ...fields,
      mid,
      codecs: [{ mimeType: fields.mimeType, mid, cid: host.random.text(24) }],
      stream: kind === 'screen' ? 'screen' : 'camera',
      version: { unixMicro: `${Math.floor(host.nowMs() * 1000)}` },
    };
  }
}
