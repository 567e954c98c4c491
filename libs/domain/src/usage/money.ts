/**
 * Exact money (US6). A price has up to 9 decimals and is per minute while usage is in whole seconds, so every possible
 * amount is a whole number of 1/(60 * 10^9) of the currency. Amounts are such numbers, and are only added and
 * multiplied. Nothing is rounded before it is shown.
 */
import { MONEY } from '@livekit-dashboard/contracts';

export type Money = bigint;

const DECIMALS = 9;
const SECONDS = 60n;
const UNITS = SECONDS * 10n ** BigInt(DECIMALS);

/** Enough for every amount with a finite decimal: 9 digits, and two more for the 20 in 60 = 3 * 20. */
const SHOWN_DIGITS = 12;

/** `seconds` at `price` a minute. */
export const priced = (seconds: number, price: string): Money => BigInt(seconds) * nanos(price);

/** An amount per month, such as a fee. */
export const amountOf = (decimal: string): Money => nanos(decimal) * SECONDS;

/** `text` (of the form `MONEY`) in 10^-9. Throws a RangeError on any other form. */
function nanos(text: string): bigint {
  if (!MONEY.test(text)) throw new RangeError('not a decimal of up to 9 digits before and behind the point');
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'));
}

/** As a decimal of at most `digits` decimals, rounded half to even, without trailing zeros. */
export function shownMoney(money: Money, digits: number = SHOWN_DIGITS): string {
  const size = money < 0n ? -money : money;
  const rounded = divideHalfEven(size * 10n ** BigInt(digits), UNITS);
  const text = rounded.toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits).replace(/0+$/, '');
  return `${money < 0n && rounded > 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Neither number may be negative. */
function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = (dividend % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}
