/**
 * Splits pages into smaller numbers of rows, since a sheet can be full in the middle of a page. A page is requested
 * when the previous one is used up.
 */
export class RowFeed<T> {
  private held: readonly T[] = [];
  private ended = false;
  private readonly pages: AsyncIterator<readonly T[]>;

  constructor(pages: AsyncIterable<readonly T[]>) {
    this.pages = pages[Symbol.asyncIterator]();
  }

  /** Whether there is another row. */
  async more(): Promise<boolean> {
    while (this.held.length === 0 && !this.ended) {
      const next = await this.pages.next();
      if (next.done) this.ended = true;
      else this.held = next.value;
    }
    return this.held.length > 0;
  }

  /** The next rows that are loaded, at most `most`. */
  take(most: number): readonly T[] {
    const taken = this.held.slice(0, most);
    this.held = this.held.slice(most);
    return taken;
  }

  async close(): Promise<void> {
    await this.pages.return?.();
  }
}
