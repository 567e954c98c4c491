/** Numbers by day, as a chart and as the table behind it: one model for both, so that they cannot differ. */
import type { Params } from '@angular/router';

export type ChartTone = 'act' | 'agent' | 'ended' | 'bad';

/** How it is drawn. Never the colour alone: bars have a pattern, lines a dash and a marker. */
export type ChartShape = 'bar' | 'striped' | 'dotted-bar' | 'solid' | 'dashed' | 'dotted';

export interface DaySeries {
  readonly label: string;
  readonly tone: ChartTone;
  readonly shape: ChartShape;
  /** One a day; null: not known. For drawing only, where they are money. */
  readonly values: readonly (number | null)[];
  /** The same as they are read. */
  readonly texts: readonly string[];
  /** Narrows what the number leads to. */
  readonly query?: Params;
  /** Drawn against an axis of its own, of 0 to 100 %. */
  readonly percent?: boolean;
}

export interface DayChart {
  /** In the URL, if its table shows. */
  readonly id: string;
  readonly heading: string;
  /** What it comes to in all. */
  readonly summary: string;
  readonly days: readonly string[];
  readonly series: readonly DaySeries[];
  /** Bars stand on each other, and together are the whole. */
  readonly stacked: boolean;
}

export const isLine = (shape: ChartShape): boolean => ['solid', 'dashed', 'dotted'].includes(shape);
