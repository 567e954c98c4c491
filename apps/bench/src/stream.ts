/** A steady stream of changes: which one is due when. Feeder and readers calculate with the same numbers, so no clock is sent along. */
export interface Stream {
  /** Offset of the change before the first. */
  readonly base: number;
  readonly count: number;
  /** Changes a second. */
  readonly rate: number;
  /** When the first is due, ms since 1970. */
  readonly startMs: number;
}

export const dueMs = (stream: Stream, offset: number): number =>
  stream.startMs + ((offset - stream.base - 1) * 1000) / stream.rate;

/** The offset up to which changes are due now. */
export const dueOffset = (stream: Stream, nowMs: number): number => {
  const due = Math.floor(((nowMs - stream.startMs) * stream.rate) / 1000) + 1;
  return stream.base + Math.min(stream.count, Math.max(0, due));
};

export const lastOffset = ({ base, count }: Stream): number => base + count;
