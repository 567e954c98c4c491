import {
  formatAgo,
  formatCount,
  formatDuration,
  formatFull,
  formatMinute,
  formatSpan,
  formatTime,
  zoneLabel,
  zoneName,
} from './format';

const at = (text: string) => Date.parse(text);
const NOON = at('2026-11-23T12:00:00.000Z');

describe('formatDuration', () => {
  it.each([
    [-5, '00:00'],
    [31_999, '00:31'],
    [930_000, '15:30'],
    [3_926_000, '1:05:26'],
    [183_845_000, '2d 03:04:05'],
  ])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('formatAgo', () => {
  it.each([
    [-3000, 'now'],
    [3999, '3 s ago'],
    [120_000, '2 min ago'],
    [7_200_000, '2 h ago'],
    [260_000_000, '3 d ago'],
  ])('%d ms is %s', (ms, text) => expect(formatAgo(ms)).toBe(text));
});

describe('formatSpan', () => {
  it.each([
    [-5, '0 s'],
    [40_900, '40 s'],
    [725_000, '12 min'],
    [11_520_000, '3 h 12 min'],
    [4_370_400_000, '1,214 h'],
  ])('%d ms is %s', (ms, text) => expect(formatSpan(ms)).toBe(text));
});

it('groups the digits of a count', () => expect(formatCount(1204)).toBe('1,204'));

it('shows a full minute', () => expect(formatMinute(at('2026-11-23T09:54:00.000Z'), 'utc')).toBe('09:54'));

describe('formatTime', () => {
  const now = at('2026-11-23T12:00:00.000Z');
  it('shows the date only of another day', () => {
    expect(formatTime(at('2026-11-23T09:54:58.000Z'), now, 'utc')).toBe('09:54:58');
    expect(formatTime(at('2026-11-21T09:54:58.000Z'), now, 'utc')).toBe('21 Nov 09:54:58');
    expect(formatTime(at('2025-11-23T09:54:58.000Z'), now, 'utc')).toBe('23 Nov 09:54:58');
  });
});

it('shows the full time on hover', () => {
  expect(formatFull(at('2026-11-23T09:54:58.217Z'), 'utc')).toBe('Mon 23 Nov 2026, 09:54:58.217 UTC');
});

describe('a zone', () => {
  it('is that of the instant, with its summer time', () => {
    expect(formatFull(at('2026-07-01T22:30:00.000Z'), 'Europe/Berlin')).toBe('Thu 2 Jul 2026, 00:30:00.000 UTC+2');
    expect(['America/St_Johns', 'Asia/Kathmandu', 'UTC', 'Africa/Abidjan'].map((zone) => zoneName(NOON, zone))).toEqual(
      ['UTC-3:30', 'UTC+5:45', 'UTC', 'UTC'],
    );
    expect(['Europe/Berlin', 'UTC'].map((zone) => zoneLabel(NOON, zone))).toEqual(['Europe/Berlin (UTC+1)', 'UTC']);
  });
});
