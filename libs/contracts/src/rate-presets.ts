/**
 * List prices to start from. They are not verified: third parties transcribed them at `asOf`. A page says so, and lets the user edit
 * them. Without schemas, so that a page can import them without zod.
 */
import type { Dimension } from './dimensions';
import type { Rates } from './types';

export interface RatePreset {
  /** Shown name of the preset. */
  readonly name: string;
  /** Always false: no preset was verified against LiveKit's price list. */
  readonly verified: false;
  /** The month in which they were transcribed, `YYYY-MM`. */
  readonly asOf: string;
  /** What a user of these prices must know. */
  readonly notes: readonly string[];
  /** The plan, without its first day. */
  readonly rates: Omit<Rates, 'effectiveFrom'>;
}

const minutely = (dimension: Dimension, price: string, includedMinutes: number): Rates['dimensions'][number] => ({
  dimension,
  price,
  includedMinutes,
  incrementSeconds: 60,
  minimumUnits: 0,
});

export const RATE_PRESETS: readonly RatePreset[] = [
  {
    name: 'LiveKit Cloud, list prices',
    verified: false,
    asOf: '2026-09',
    notes: [
      'The 600 included transcode minutes may be shared by video and audio; here each has its own.',
      'That agents are counted by the second, ten at least, is a guess.',
    ],
    rates: {
      currency: 'USD',
      monthlyFee: '50',
      dimensions: [
        minutely('participant', '0.0005', 150_000),
        { ...minutely('agent', '0.01', 5_000), incrementSeconds: 1, minimumUnits: 10 },
        minutely('sip', '0.004', 5_000),
        minutely('transcode_video', '0.02', 600),
        minutely('transcode_audio', '0.005', 600),
        minutely('track_egress', '0.001', 600),
      ],
    },
  },
];
