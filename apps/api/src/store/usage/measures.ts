/** What is counted of usage: a column of each rollup, and of every answer made without one. */

/** Billed dimensions. Their columns hold seconds of begun units: units x increment, always whole seconds. */
export const DIMENSIONS = [
  'participant',
  'agent',
  'sip',
  'transcode_video',
  'transcode_audio',
  'track_egress',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Time within a range, of intervals: all but `estimated_seconds` are told apart by kind, the estimated ones are among the others. */
export const TIME_MEASURES = [
  'person_ms',
  'agent_ms',
  'sip_ms',
  'estimated_ms',
  ...DIMENSIONS.map((dimension) => `${dimension}_seconds` as const),
  'estimated_seconds',
] as const;
export type TimeMeasure = (typeof TIME_MEASURES)[number];

/** Things that happen at one moment. */
export const MOMENT_MEASURES = ['sessions', 'joins', 'aborted'] as const;
export type MomentMeasure = (typeof MOMENT_MEASURES)[number];

export const MEASURES = [...TIME_MEASURES, ...MOMENT_MEASURES] as const;
export type Measure = (typeof MEASURES)[number];
export type Measures = Readonly<Record<Measure, number>>;
