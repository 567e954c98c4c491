/** Numbers by day or hour, as a chart and as the table behind it: one model for both, so that they cannot differ. */
import type { Params } from '@angular/router';

export type ChartTone = 'act' | 'agent' | 'ended' | 'bad';

/** How it is drawn. Never the colour alone: bars have a pattern, lines a dash and a marker. */
export type ChartShape = 'bar' | 'striped' | 'dotted-bar' | 'solid' | 'dashed' | 'dotted' | 'faint';

export interface DaySeries {
  readonly label: string;
  readonly tone: ChartTone;
  readonly shape: ChartShape;
  /** One for each of `days`; null: not known. For drawing only, where they are money. */
  readonly values: readonly (number | null)[];
  /** The same as they are read. */
  readonly texts: readonly string[];
  /** The days that the values are of, where they are not those of the chart; null: there is none for that day. */
  readonly keys?: readonly (string | null)[];
  /** Narrows what the number leads to. */
  readonly query?: Params;
  /** Drawn against an axis of its own, of 0 to 100 %. */
  readonly percent?: boolean;
}

export interface DayChart {
  /** In the URL, if its table shows. */
  readonly id: string;
  readonly heading: string;
  /** The total. */
  readonly summary: string;
  /** Days (`2026-11-23`), or hours (their first instant). */
  readonly days: readonly string[];
  /** IANA zone of the days and hours. */
  readonly tz: string;
  readonly series: readonly DaySeries[];
  /** Values are money: the axis may have parts of a unit. */
  readonly money?: true;
  /** Bars stand on each other, and together are the whole. */
  readonly stacked: boolean;
}

export const isLine = (shape: ChartShape): boolean => ['solid', 'dashed', 'dotted', 'faint'].includes(shape);
