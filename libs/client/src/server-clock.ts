/** A sample that differs by more than this is not a network delay: one of the two clocks was set. In ms. */
const CLOCK_WAS_SET_MS = 1000;
/** How much the estimate decreases with each sample, so that it follows clocks that drift apart. In ms. */
const DRIFT_MS = 1;

/**
 * The server's clock, estimated from the times in its messages. A message arrives late, never early: the highest difference is the best
 * estimate.
 */
export class ServerClock {
  /** How far the server's clock is ahead of this one, in ms. Null before the first sample. */
  private ahead: number | null = null;

  /** `serverTime`: ISO 8601, from a message that was just received. */
  sample(serverTime: string): void {
    const difference = Date.parse(serverTime) - Date.now();
    if (Number.isNaN(difference)) return;
    const wasSet = this.ahead === null || Math.abs(difference - this.ahead) > CLOCK_WAS_SET_MS;
    this.ahead = wasSet ? difference : Math.max(difference, (this.ahead ?? difference) - DRIFT_MS);
  }

  /** Ms since 1970. Before the first sample: this machine's own time. */
  now(): number {
    return Date.now() + (this.ahead ?? 0);
  }
}
