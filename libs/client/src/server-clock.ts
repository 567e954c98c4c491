/** A sample further off than this is no network delay: one of the two clocks was set. */
const CLOCK_WAS_SET_MS = 1000;
/** How much an old estimate gives way at each sample, so that two clocks that drift apart are followed. */
const DRIFT_MS = 1;

/**
 * The server's clock, estimated from the times its messages carry. A message is always late, never early: the highest difference
 * seen is the best one.
 */
export class ServerClock {
  private ahead: number | null = null;

  /** `serverTime`: ISO 8601, just received. */
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
