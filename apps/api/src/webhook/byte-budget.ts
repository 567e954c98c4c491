/** Limits the bytes in memory at one time. Without it the number of connections would be the only limit. */
export class ByteBudget {
  #used = 0;

  constructor(private readonly limit: number) {}

  get used(): number {
    return this.#used;
  }

  /** Returns false, and reserves nothing, if the limit would be exceeded. */
  reserve(bytes: number): boolean {
    if (this.#used + bytes > this.limit) return false;
    this.#used += bytes;
    return true;
  }

  free(bytes: number): void {
    this.#used -= bytes;
  }
}
