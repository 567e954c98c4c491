/** Response times in ms, and their percentiles. */
export class Latencies {
  private readonly values: number[] = [];

  add(ms: number): void {
    this.values.push(ms);
  }

  get count(): number {
    return this.values.length;
  }

  /** The percentile `share` (0 to 1) by nearest rank; NaN if there are no values. */
  percentiles<const S extends readonly number[]>(...shares: S): { [K in keyof S]: number } {
    const sorted = Float64Array.from(this.values).sort();
    const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
    return shares.map(at) as { [K in keyof S]: number };
  }
}
