import { LogBudget } from './log-budget';

it('passes a limited number of lines per second', () => {
  const budget = new LogBudget(2);
  expect([1000, 1001, 1999].map((now) => budget.allows(now))).toEqual([true, true, false]);
  expect(budget.allows(2000)).toBe(true);
});
