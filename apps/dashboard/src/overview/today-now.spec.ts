import { stats } from '../live/testing';
import { todayNow } from './today-now';

const at = (text: string) => Date.parse(text);
const counted = (time: string) => {
  const base = stats({ at: time, people: 3 });
  return { ...base, today: { ...base.today, joins: 7, personMs: 10_000 } };
};

describe('todayNow', () => {
  it('adds the time since the count, for all participants who are in', () => {
    const today = todayNow(counted('2026-11-23T09:00:00.000Z'), at('2026-11-23T09:00:02.500Z'));
    expect(today).toMatchObject({ joins: 7, personMs: 17_500 });
  });

  it('subtracts nothing if the clock is slightly behind', () => {
    expect(todayNow(counted('2026-11-23T09:00:00.000Z'), at('2026-11-23T08:59:59.000Z')).personMs).toBe(10_000);
  });

  it('starts the next day at zero, even without events', () => {
    const today = todayNow(counted('2026-11-23T23:59:59.000Z'), at('2026-11-24T00:00:30.000Z'));
    expect(today).toEqual({ from: '2026-11-24T00:00:00.000Z', sessions: 0, joins: 0, aborted: 0, personMs: 90_000 });
  });
});
