/** A numerator over a denominator, never rounded. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Fraction = { n: 0n, d: 1n };
export const plus = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
export const over = (n: number, d: number): Fraction => ({ n: BigInt(n), d: BigInt(d) });
export const isEqual = (a: Fraction, b: Fraction): boolean => a.n * b.d === b.n * a.d;

/** `12.5` is 125 tenths. */
export function read(decimal: string): Fraction {
  const point = decimal.indexOf('.');
  const places = point < 0 ? 0 : decimal.length - point - 1;
  return { n: BigInt(decimal.replace('.', '')), d: 10n ** BigInt(places) };
}

/** In hundredths, rounded half to even. Not for negative numbers. */
export function cents({ n, d }: Fraction): bigint {
  const hundredths = n * 100n;
  let whole = 0n;
  for (let step = 10n ** 30n; step > 0n; step /= 10n) while ((whole + step) * d <= hundredths) whole += step;
  const [below, above] = [hundredths - whole * d, (whole + 1n) * d - hundredths];
  if (below < above) return whole;
  if (below > above) return whole + 1n;
  return whole % 2n === 0n ? whole : whole + 1n;
}
