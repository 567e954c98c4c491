/** Real: the built api as a process, `kill -9`, its database. Needs `npm run build`. */
import { onEmbedded, temporaryStorage } from '@livekit-dashboard/harness';
import { audit, crashRun } from './crash-run';

/** Each takes a few seconds; CI does them all. */
const TIMES = process.env['CI'] === 'true' ? { given: 20, embedded: 8 } : { given: 3, embedded: 2 };

describe('kill -9 under load', () => {
  it.each([
    ['the database that is there', temporaryStorage, TIMES.given],
    ['the embedded database', onEmbedded, TIMES.embedded],
  ])(
    'loses no acknowledged event, on %s',
    async (_, storage, times) => {
      const { env, remove } = await storage();
      const report = await crashRun({ times, seed: 1, env }).finally(remove);
      expect(report).toMatchObject({ lost: [], doubled: [], holes: [] });
      expect(report.acknowledged).toBeGreaterThanOrEqual(50 * times);
    },
    20 * 20_000,
  );
});

describe('the audit', () => {
  it('finds lost, duplicate and unexpected events', () => {
    const stored = [
      { id: 'a', offset: 1 },
      { id: 'b', offset: 2 },
      { id: 'b', offset: 4 },
    ];
    expect(audit(new Set(['a', 'b', 'c']), stored)).toEqual({
      acknowledged: 3,
      stored: 3,
      lost: ['c'],
      doubled: ['b'],
      holes: [4],
    });
  });
});
