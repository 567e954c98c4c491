/** Rates in words: what each dimension counts, and what a field of a plan is called. */
import {
  RATE_PRESETS,
  type Dimension,
  type NotMeasured,
  type RatePreset,
  type Rates,
} from '@livekit-dashboard/contracts';

export const DIMENSION_WORDS: Readonly<Record<Dimension, { readonly name: string; readonly counts: string }>> = {
  participant: { name: 'Participants', counts: 'Each connection of a person or an agent, but not of a phone.' },
  agent: { name: 'Agents', counts: 'Each connection of an agent, on top of the above.' },
  sip: { name: 'Phone calls (SIP)', counts: 'Each connection by telephone.' },
  transcode_video: { name: 'Transcoding, video', counts: 'Composite egress and ingress with video.' },
  transcode_audio: { name: 'Transcoding, audio', counts: 'Composite egress and ingress of audio alone.' },
  track_egress: { name: 'Track egress', counts: 'Egress of one track as it is.' },
};

export const NOT_MEASURED_WORDS: Readonly<Record<NotMeasured, string>> = {
  downstream_gb: 'data sent to participants (GB)',
  sip_carrier: 'what a telephone carrier charges',
  recording_hours: 'recording storage',
  inference: 'model inference of agents',
};

const FIELDS: Readonly<Record<string, string>> = {
  currency: 'Currency',
  monthlyFee: 'Monthly fee',
  effectiveFrom: 'In force from',
  price: 'price per minute',
  includedMinutes: 'included minutes a month',
  incrementSeconds: 'rounded up to, in seconds',
  minimumUnits: 'at least, in units',
};

/** `dimensions.sip.price`: "Phone calls (SIP), price per minute". */
export function fieldWords(field: string): string {
  const [, dimension, name] = field.split('.');
  if (dimension === undefined || name === undefined) return FIELDS[field] ?? field;
  const words = (DIMENSION_WORDS as Readonly<Record<string, { readonly name: string }>>)[dimension];
  return `${words?.name ?? dimension}, ${FIELDS[name] ?? name}`;
}

/** `2026-09`: "September 2026". */
export const monthWords = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(`${month}-01`),
  );

/** The preset whose prices these are: they stay unverified, whoever saved them. */
export const presetOf = ({ dimensions }: Pick<Rates, 'dimensions'>): RatePreset | null =>
  RATE_PRESETS.find(({ rates }) => prices(rates.dimensions) === prices(dimensions)) ?? null;

const prices = (dimensions: Rates['dimensions']): string =>
  JSON.stringify(dimensions.map(({ dimension, price }) => `${dimension} ${price}`).sort());
