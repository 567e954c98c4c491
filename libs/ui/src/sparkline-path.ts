/**
 * Readings as the SVG paths of a small line, in a box of `readings - 1` by SPARK_HEIGHT, which is scaled to its size on
 * the page. Pure.
 *
 * Invariants: the baseline is zero, so that a filled area is not misleading; an unknown reading (null) is a gap and
 * never zero; a single reading between two gaps is a dot.
 */
export const SPARK_HEIGHT = 24;

/** Space for the stroke above the highest and below the lowest reading. */
const MARGIN = 2;

export type Reading = number | null;

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface SparkPaths {
  readonly line: string;
  readonly area: string;
  /** The end of the line; null if the last reading is unknown. */
  readonly end: string | null;
}

export function sparkPaths(readings: readonly Reading[]): SparkPaths {
  const runs = runsOf(readings);
  const last = runs.at(-1)?.at(-1);
  return {
    line: runs.map(lineOf).join(''),
    area: runs.map(areaOf).join(''),
    end: last?.x === readings.length - 1 ? dot(last) : null,
  };
}

/** The runs of known readings without a gap. */
function runsOf(readings: readonly Reading[]): readonly Point[][] {
  const top = Math.max(1, ...readings.map((reading) => reading ?? 0));
  const runs: Point[][] = [];
  let open: Point[] | null = null;
  for (const [x, reading] of readings.entries()) {
    if (reading === null) {
      open = null;
      continue;
    }
    if (!open) runs.push((open = []));
    open.push({ x, y: round(SPARK_HEIGHT - MARGIN - (reading / top) * (SPARK_HEIGHT - 2 * MARGIN)) });
  }
  return runs;
}

const round = (n: number): number => Math.round(n * 100) / 100;
const dot = ({ x, y }: Point): string => `M${x},${y}h0`;
const through = (points: readonly Point[]): string => points.map(({ x, y }) => `${x},${y}`).join('L');

const lineOf = (points: readonly Point[]): string => {
  const [first] = points;
  return points.length === 1 && first ? dot(first) : `M${through(points)}`;
};

const areaOf = (points: readonly Point[]): string =>
  `M${points[0]?.x ?? 0},${SPARK_HEIGHT}L${through(points)}L${points.at(-1)?.x ?? 0},${SPARK_HEIGHT}Z`;
