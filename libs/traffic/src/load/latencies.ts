/** Collected times of answers, in ms, and the ranks that matter. */
export class Latencies {
  private readonly values: number[] = [];

  add(ms: number): void {
    this.values.push(ms);
  }

  get count(): number {
    return this.values.length;
  }

  /** The value that `share` of all are at or below (nearest rank); NaN if there are none. */
  percentiles<const S extends readonly number[]>(...shares: S): { [K in keyof S]: number } {
    const sorted = Float64Array.from(this.values).sort();
    const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
    return shares.map(at) as { [K in keyof S]: number };
  }
}
