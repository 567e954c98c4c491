import { localDays, localHours } from './local-days';

const at = (text: string): number => Date.parse(text);
const hours = (day: { fromMs: number; toMs: number }): number => (day.toMs - day.fromMs) / 3_600_000;

describe('localDays', () => {
  it('divides a range at the midnights of its zone', () => {
    const days = localDays(at('2026-11-23T20:00:00Z'), at('2026-11-25T02:00:00Z'), 'Asia/Kolkata');
    expect(days).toEqual([
      { day: '2026-11-24', fromMs: at('2026-11-23T20:00:00Z'), toMs: at('2026-11-24T18:30:00Z') },
      { day: '2026-11-25', fromMs: at('2026-11-24T18:30:00Z'), toMs: at('2026-11-25T02:00:00Z') },
    ]);
  });

  it('handles the short and the long day', () => {
    const autumn = localDays(at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'), 'Europe/Berlin');
    expect(autumn.map((day) => [day.day, hours(day)])).toEqual([['2026-10-25', 25]]);
    const spring = localDays(at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'), 'Europe/Berlin');
    expect(spring.map((day) => [day.day, hours(day)])).toEqual([['2026-03-29', 23]]);
  });

  it('returns none for an empty range', () => {
    expect(localDays(5, 5, 'UTC')).toEqual([]);
  });
});

describe('localHours', () => {
  it('begin with the full hours of the zone', () => {
    const list = localHours(at('2026-11-23T20:10:00Z'), at('2026-11-23T22:00:00Z'), 'Asia/Kolkata');
    expect(list.map(({ fromMs }) => new Date(fromMs).toISOString().slice(11, 16))).toEqual(['20:10', '20:30', '21:30']);
    expect(list.at(-1)?.toMs).toBe(at('2026-11-23T22:00:00Z'));
  });

  it('are 25 on the day when clocks are set back', () => {
    expect(localHours(at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'), 'Europe/Berlin')).toHaveLength(25);
  });
});
