/** Pages as rows that can be taken in smaller numbers, where a sheet is full. A page is asked for when none is left of the one before. */
export class RowFeed<T> {
  private held: readonly T[] = [];
  private ended = false;
  private readonly pages: AsyncIterator<readonly T[]>;

  constructor(pages: AsyncIterable<readonly T[]>) {
    this.pages = pages[Symbol.asyncIterator]();
  }

  /** Whether there is a row to take. */
  async more(): Promise<boolean> {
    while (this.held.length === 0 && !this.ended) {
      const next = await this.pages.next();
      if (next.done) this.ended = true;
      else this.held = next.value;
    }
    return this.held.length > 0;
  }

  /** As many as are there, `most` at most. */
  take(most: number): readonly T[] {
    const taken = this.held.slice(0, most);
    this.held = this.held.slice(most);
    return taken;
  }

  async close(): Promise<void> {
    await this.pages.return?.();
  }
}
