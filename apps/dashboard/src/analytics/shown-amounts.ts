/**
 * Amounts of a column that ends in a total, rounded so that the shown amounts add up to the shown total. Rounded one by
 * one they can miss it by some cents, and an invoice would not add up. Each is rounded down, and the missing units go
 * to the amounts with the largest remainders, so each differs from its exact amount by less than one unit. Pure.
 */

/** The maximum number of digits after the point of exact amounts. */
const EXACT_DIGITS = 12;

/**
 * `amounts`, `total`: exact decimals; null: not known. `digits`: digits after the point, 2 for USD. Amounts that do not
 * add up to `total` are not changed.
 */
export function shownAmounts(
  amounts: readonly (string | null)[],
  total: string | null,
  digits: number,
): readonly (string | null)[] {
  const unit = 10n ** BigInt(EXACT_DIGITS - digits);
  const exact = amounts.map((amount) => scaled(amount ?? '0'));
  const sum = exact.reduce((all, one) => all + one, 0n);
  if (total === null || sum !== scaled(total) || exact.some((one) => one < 0n)) return amounts;
  const units = exact.map((one) => one / unit);
  let missing = halfEven(sum, unit) - units.reduce((all, one) => all + one, 0n);
  const byRemainder = exact.map((one, index) => ({ index, rest: one % unit })).sort((a, b) => compare(b.rest, a.rest));
  for (const { index } of byRemainder) {
    if (missing <= 0n) break;
    units[index] = (units[index] ?? 0n) + 1n;
    missing -= 1n;
  }
  // An amount below one unit keeps its digits: otherwise it would look like zero.
  return amounts.map((amount, index) =>
    amount === null || (units[index] === 0n && exact[index] !== 0n) ? amount : decimal(units[index] ?? 0n, digits),
  );
}

/** In 10^-12. */
export function scaled(amount: string): bigint {
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  return BigInt(`${sign}${whole}${part.padEnd(EXACT_DIGITS, '0').slice(0, EXACT_DIGITS)}`);
}

/** `amount` in whole units, rounded as `formatMoney` rounds. */
function halfEven(amount: bigint, unit: bigint): bigint {
  const [whole, twice] = [amount / unit, 2n * (amount % unit)];
  return twice > unit || (twice === unit && whole % 2n === 1n) ? whole + 1n : whole;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function decimal(units: bigint, digits: number): string {
  if (digits === 0) return units.toString();
  const text = units.toString().padStart(digits + 1, '0');
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
