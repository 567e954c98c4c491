import { stats } from '../live/testing';
import { personMsNow } from './person-time';

const at = (text: string) => Date.parse(text);
const counted = (time: string) => {
  const base = stats({ at: time, people: 3 });
  return { ...base, today: { ...base.today, personMs: 10_000 } };
};

describe('personMsNow', () => {
  it('adds what ran since it was counted, for everybody who is in', () => {
    expect(personMsNow(counted('2026-11-23T09:00:00.000Z'), at('2026-11-23T09:00:02.500Z'))).toBe(17_500);
  });

  it('takes nothing away when the clock is a little behind', () => {
    expect(personMsNow(counted('2026-11-23T09:00:00.000Z'), at('2026-11-23T08:59:59.000Z'))).toBe(10_000);
  });

  it('ends with the day', () => {
    expect(personMsNow(counted('2026-11-23T23:59:59.000Z'), at('2026-11-24T00:00:30.000Z'))).toBe(13_000);
  });
});
