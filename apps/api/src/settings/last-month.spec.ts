import { lastMonth } from './last-month';

it.each([
  ['2026-11-25T12:00:00Z', '2026-10'],
  ['2026-12-31T23:59:59Z', '2026-11'],
  ['2027-01-01T00:00:00Z', '2026-12'],
])('the last month of %s is %s', (now, month) => {
  expect(lastMonth(Date.parse(now))).toBe(month);
});
