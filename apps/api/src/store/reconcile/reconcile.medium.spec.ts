/** Real: PostgreSQL and PGlite. */
import { randomUUID } from 'node:crypto';
import { type MigratedDatabase, migratedDatabase } from '../../testing/migrated-database';
import { describeOnEachDatabase } from '../../testing/test-database';
import { type Claim, ReconcileRepository } from './reconcile.repository';

const LEASE_MS = 60_000;
const UNKNOWN = { agreedMs: null, contradictedMs: null, recheckMs: null, egress: null, ingress: null };

describeOnEachDatabase('a query of LiveKit', (create) => {
  let database: MigratedDatabase;
  let repository: ReconcileRepository;
  beforeAll(async () => {
    database = await migratedDatabase(create);
    repository = new ReconcileRepository(database.dataSource);
  });
  afterAll(() => database.drop());
  beforeEach(() => database.dataSource.query('TRUNCATE reconcile'));

  const replica = (leaseMs = LEASE_MS, source = 'default'): Claim => ({ source, owner: randomUUID(), leaseMs });

  it('is claimed by one of the replicas that find the same server due', async () => {
    const claims = await Promise.all(
      [replica(), replica(), replica()].map((one) => repository.claim(one, 1_000, null)),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await repository.claim(replica(LEASE_MS, 'other'), 1_000, null)).toBe(true);
  });

  it('stores its result', async () => {
    const [first, second] = [replica(), replica()];
    await repository.claim(first, 1_000, null);
    await repository.failed(first, 'it does not answer');
    const state = { source: 'default', startedMs: 1_000, answeredMs: null, ...UNKNOWN };
    expect(await repository.states()).toEqual([{ ...state, failures: 1, error: 'it does not answer' }]);
    expect(await repository.claim(second, 2_000, null)).toBe(false);
    expect(await repository.claim(second, 2_000, 1_000)).toBe(true);
    const memory = { url: 'ws://a', absent: { 'session_gone:RM_1': [1, 2] } };
    const answer = { ...UNKNOWN, agreedMs: 1_500, recheckMs: 32_000, egress: 'not_connected' } as const;
    expect(await repository.answered(second, { ...answer, startedMs: 2_000, memory })).toBe(true);
    expect(await repository.states()).toEqual([
      { source: 'default', startedMs: 2_000, answeredMs: 2_000, failures: 0, error: null, ...answer },
    ]);
    expect(await repository.memory('default')).toEqual(memory);
    expect(await repository.memory('other')).toBeNull();
  });

  it('loses the lease when it hangs, and then stores nothing', async () => {
    const [hung, next] = [replica(0), replica()];
    await repository.claim(hung, 1_000, null);
    expect(await repository.claim(next, 2_000, 1_000)).toBe(true);
    expect(await repository.renew(hung)).toBe(false);
    expect(await repository.answered(hung, { ...UNKNOWN, startedMs: 1_000, memory: {} })).toBe(false);
    expect(await repository.failed(hung, 'late')).toBe(false);
    expect(await repository.states()).toMatchObject([{ startedMs: 2_000, answeredMs: null, error: null }]);
  });

  it('releases the lease when it is interrupted, which is not a failure', async () => {
    const [first, next] = [replica(), replica()];
    await repository.claim(first, 1_000, null);
    expect(await repository.release(first)).toBe(true);
    expect(await repository.states()).toMatchObject([{ startedMs: 1_000, failures: 0, error: null }]);
    expect(await repository.claim(next, 2_000, 1_000)).toBe(true);
  });

  it('keeps the lease by renewing it', async () => {
    const [busy, next] = [replica(0), replica()];
    await repository.claim(busy, 1_000, null);
    expect(await repository.renew({ ...busy, leaseMs: LEASE_MS })).toBe(true);
    expect(await repository.claim(next, 2_000, 1_000)).toBe(false);
  });
});
