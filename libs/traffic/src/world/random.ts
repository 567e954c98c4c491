/**
 * A seeded random generator, so that one seed always produces the same traffic. It is mulberry32: small and uniform
 * enough for traffic. Never use it for secrets.
 */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A number in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  between(min: number, max: number): number {
    return min + this.next() * (max - min);
  }

  /** A whole number in [min, max]. */
  whole(min: number, max: number): number {
    return Math.floor(this.between(min, max + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.whole(0, items.length - 1)] ?? items[0];
  }

  /** The time between two independent arrivals, `mean` on average. */
  gap(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  /** A random text in the form of LiveKit's ids. */
  text(length: number): string {
    return Array.from({ length }, () => ALPHABET[this.whole(0, ALPHABET.length - 1)]).join('');
  }
}
