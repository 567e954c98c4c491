import { fileName } from './file-name';

const NOW = Date.UTC(2026, 10, 24, 15, 30);

describe('the name of a file', () => {
  it.each([
    [{ from: '2026-11-01T00:00:00Z', to: '2026-11-25T00:00:00Z' }, '2026-11-01-to-2026-11-24'],
    [{ from: '2026-11-01T00:00:00+01:00', to: '2026-11-24T12:05:00Z' }, '2026-10-31T2300Z-to-2026-11-24T1205Z'],
    [{ from: '2026-11-01T00:00:00Z' }, '2026-11-01-to-2026-11-24'],
    [{}, 'to-2026-11-24'],
  ])('contains the range %j', (range, told) => {
    expect(fileName('sessions', 'csv', range, NOW)).toBe(`livekit-sessions-${told}.csv`);
  });
});
