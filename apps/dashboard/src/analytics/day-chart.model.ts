/** Numbers by day or hour, as a chart and as the table behind it: one model for both, so that they cannot differ. */
import type { Params } from '@angular/router';

export type ChartTone = 'act' | 'agent' | 'ended' | 'bad';

/** How it is drawn. Series differ by more than colour: bars have a pattern, lines a dash and a marker. */
export type ChartShape = 'bar' | 'striped' | 'dotted-bar' | 'solid' | 'dashed' | 'dotted' | 'faint';

export interface DaySeries {
  readonly label: string;
  readonly tone: ChartTone;
  readonly shape: ChartShape;
  /** One value for each of `days`. Null: not known. Money is a number for drawing only. */
  readonly values: readonly (number | null)[];
  /** The same as they are read. */
  readonly texts: readonly string[];
  /** The days of the values if they are not those of the chart. Null: there is none for that day. */
  readonly keys?: readonly (string | null)[];
  /** Parameters that are added to the link of a number. */
  readonly query?: Params;
  /** Whether it has an axis of its own, from 0 to 100 %. */
  readonly percent?: boolean;
}

export interface DayChart {
  /** The id in the URL while its table is shown. */
  readonly id: string;
  readonly heading: string;
  /** The total. */
  readonly summary: string;
  /** Days (`2026-11-23`), or hours (their first instant). */
  readonly days: readonly string[];
  /** IANA zone of the days and hours. */
  readonly tz: string;
  readonly series: readonly DaySeries[];
  /** Whether values are money, so that the axis can have fractions of a unit. */
  readonly money?: true;
  /** Whether bars are stacked. */
  readonly stacked: boolean;
}

export const isLine = (shape: ChartShape): boolean => ['solid', 'dashed', 'dotted', 'faint'].includes(shape);
