/** The values that are added up. All are whole numbers, so sums and differences are exact in any order. */
import { DIMENSIONS, type Dimension } from '@livekit-dashboard/contracts';
import type { TimeMeasure } from './dimensions';

/** `seconds_...`: units * increment. `estimated_...` and `estimatedMs`: the part of it that has an estimated end. */
export type Measure =
  'joins' | 'aborted' | TimeMeasure | 'estimatedMs' | `seconds_${Dimension}` | `estimated_${Dimension}`;

export const MEASURES: readonly Measure[] = [
  'joins',
  'aborted',
  'personMs',
  'agentMs',
  'sipMs',
  'estimatedMs',
  ...DIMENSIONS.map((name) => `seconds_${name}` as const),
  ...DIMENSIONS.map((name) => `estimated_${name}` as const),
];
