import type { ListedSession } from '@livekit-dashboard/contracts';
import { NO_MINUTES } from '../testing';
import { sessionRows } from './statement-rows';

describe('sessionRows', () => {
  it('are sorted by start, with the cost of each', () => {
    const part = (key: string | null, amount: string, source = 'eu') => ({ key, source, amount, minutes: NO_MINUTES });
    const session = (sid: string, startedAt: string, source = 'eu') =>
      ({ sid, source, name: `room of ${sid} in ${source}`, startedAt }) as ListedSession;
    const rows = sessionRows(
      [part('RM_b', '2'), part('RM_gone', '3'), part(null, '4'), part('RM_a', '1'), part('RM_a', '5', 'us')],
      [
        session('RM_a', '2026-11-01T10:00:00.000Z'),
        session('RM_b', '2026-11-02T10:00:00.000Z'),
        session('RM_a', '2026-11-03T10:00:00.000Z', 'us'),
      ],
    );
    expect(rows.map(({ sid, name, amount }) => [sid, name, amount])).toEqual([
      ['RM_a', 'room of RM_a in eu', '1'],
      ['RM_b', 'room of RM_b in eu', '2'],
      ['RM_a', 'room of RM_a in us', '5'],
      ['RM_gone', null, '3'],
    ]);
  });
});
