/** Limits lines to `perSecond`: anyone can post invalid requests at any rate. */
export class LogBudget {
  #second = 0;
  #used = 0;

  constructor(private readonly perSecond: number) {}

  allows(nowMs: number): boolean {
    const second = Math.floor(nowMs / 1000);
    if (second !== this.#second) [this.#second, this.#used] = [second, 0];
    this.#used += 1;
    return this.#used <= this.perSecond;
  }
}
