/** What every row of the fold has. */

/** Where a row stands in the stream. */
export interface Placed {
  readonly source: string;
  readonly streamOffset: number;
}
export interface Flipped extends Placed {
  readonly flippedOffset: number;
}

/** What rows of earlier releases say instead of `gone` and `silence`. */
export interface EarlierEnds {
  readonly goneMs?: number | null;
  readonly timedOutMs?: number | null;
}
