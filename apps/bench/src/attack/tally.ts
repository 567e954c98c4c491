/** Counts responses by HTTP status, or by another outcome of a request. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(outcome: number | string): void {
    const key = String(outcome);
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  /** Counts by outcome, as plain data that a worker can send. */
  get answers(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => a.localeCompare(b)));
  }
}

/** What one attack of a worker reports. */
export interface Outcome {
  readonly answers: Readonly<Record<string, number>>;
}

/** Calls `one` with 0 to `count` - 1, `atOnce` at a time. */
export async function inParallel(count: number, atOnce: number, one: (index: number) => Promise<void>): Promise<void> {
  const indexes = Array.from({ length: count }, (_, index) => index).values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const index of indexes) await one(index);
    }),
  );
}
