import { dayCharts } from './day-charts';
import { analytics, analyticsDay } from './testing';

const MINUTE = 60_000;

const DAYS = [
  analyticsDay('2026-11-22', {
    sessions: 1200,
    joins: 18,
    aborted: 2,
    personMs: 90 * MINUTE,
    sipMs: 30 * MINUTE,
    agentMs: 15 * MINUTE,
    peakPeople: 4,
    peakSessions: 2,
    peakAgents: 1,
  }),
  analyticsDay('2026-11-23', { sessions: 34 }),
];

describe('dayCharts', () => {
  const [sessions, minutes, peaks, failed] = dayCharts(analytics({ days: DAYS }));
  const texts = (chart: typeof sessions) => chart?.series.map((series) => [series.label, ...series.texts]);

  it('counts sessions', () => {
    expect(sessions?.summary).toBe('1,234');
    expect(sessions?.days).toEqual(['2026-11-22', '2026-11-23']);
    expect(texts(sessions)).toEqual([['Sessions', '1,200', '34']]);
  });

  it('stacks the minutes of each kind, none twice', () => {
    expect(texts(minutes)).toEqual([
      ['People', '60', '0'],
      ['Phone (SIP)', '30', '0'],
      ['Agents', '15', '0'],
    ]);
    expect(minutes?.summary).toBe('105');
  });

  it('shows the peak of each kind', () => {
    expect(texts(peaks)).toEqual([
      ['People', '4', '0'],
      ['Sessions', '2', '0'],
      ['Agents', '1', '0'],
    ]);
  });

  it('shows failed joins as a share, if there are any', () => {
    expect(failed?.summary).toBe('2 · 10 %');
    expect(texts(failed)).toEqual([
      ['Failed joins', '2', '0'],
      ['Share of joins', '10 %', '–'],
    ]);
    expect(failed?.series[1]?.values).toEqual([10, null]);
  });

  it('shows the previous period behind each day', () => {
    const previous = {
      from: '2026-11-21T00:00:00.000Z',
      to: '2026-11-22T00:00:00.000Z',
      days: [analyticsDay('2026-11-21', { sessions: 7, aborted: 1, personMs: MINUTE, agentMs: MINUTE, peakPeople: 3 })],
    };
    const before = (more: Parameters<typeof analytics>[0]) =>
      dayCharts(analytics({ days: DAYS, previous, ...more })).map(({ series }) => series.at(-1));
    expect(before({}).map((series) => series?.texts)).toEqual([
      ['7', '–'],
      ['2', '–'],
      ['3', '–'],
      ['1', '–'],
    ]);
    expect(before({})[0]).toMatchObject({ label: 'Previous period', values: [7, null], keys: ['2026-11-21', null] });
    // There are no hours of the previous period.
    const hours = [{ ...analyticsDay(''), hour: '2026-11-22T00:00:00.000Z' }];
    expect(before({ hours })[0]?.label).toBe('Sessions');
  });

  it('distinguishes its series without colour', () => {
    for (const chart of [minutes, peaks, failed]) {
      expect(new Set(chart?.series.map(({ shape }) => shape)).size).toBe(chart?.series.length);
    }
  });
});
