import type { ListedRejection } from '../store/stream/rejection.repository';
import { LISTED_A_MINUTE, RejectionSample } from './rejection-sample';

const refused = (atMs: number, told: Partial<ListedRejection> = {}): ListedRejection => ({
  atMs,
  reason: 'missing_token',
  apiKey: null,
  source: null,
  bytes: null,
  remoteAddress: '10.0.0.7',
  ...told,
});

describe('the sample of rejected deliveries', () => {
  it('contains the first of each reason in each minute', () => {
    const sample = new RejectionSample();
    for (let i = 0; i < 1000; i++) {
      sample.add(refused(i));
      sample.add(refused(i, { reason: 'unknown_key', apiKey: `key-${i}` }));
    }
    for (let i = 0; i < 1000; i++) sample.add(refused(60_000 + i));
    sample.add(refused(0));
    const taken = sample.take();
    expect(taken).toHaveLength(3 * LISTED_A_MINUTE);
    expect(taken.filter(({ reason }) => reason === 'unknown_key').map(({ apiKey }) => apiKey)).toContain('key-9');
    expect(sample.take()).toEqual([]);
  });

  it('keeps a bounded number of unwritten ones, the oldest first', () => {
    const sample = new RejectionSample();
    for (let minute = 0; minute < 100; minute++) {
      for (let i = 0; i < 20; i++) sample.add(refused(minute * 60_000 + i));
      sample.putBack(sample.take());
    }
    const taken = sample.take();
    expect(taken).toHaveLength(500);
    expect(taken[0]?.atMs).toBe(0);
  });
});
