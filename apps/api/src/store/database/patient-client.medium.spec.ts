/** Queries and their time limits. Real: PostgreSQL. */
import { DatabaseError, Pool, Query } from 'pg';
import { describeWith, TEST_DATABASE_URL } from '@livekit-dashboard/harness/testing';
import { isDatabaseUnavailable } from '../sql/errors';
import { PatientClient } from './patient-client';

/** pg's types do not allow a client without options. */
const patient = (queryMs: number): object => ({ Client: PatientClient, queryMs });

const fault = (query: Promise<unknown>): Promise<unknown> =>
  query.then(
    () => undefined,
    (error: unknown) => error,
  );

describeWith({ postgres: true })('a query', () => {
  const pools: Pool[] = [];
  const poolOf = (queryMs: number): Pool => {
    const pool = new Pool({ connectionString: TEST_DATABASE_URL, max: 1, pipeline: true, ...patient(queryMs) });
    pools.push(pool);
    return pool;
  };
  afterAll(() => Promise.all(pools.map((pool) => pool.end())));

  it("resolves to its rows, or rejects with PostgreSQL's error", async () => {
    const client = await poolOf(10_000).connect();
    expect((await client.query('SELECT $1::int AS n', [7])).rows).toEqual([{ n: 7 }]);
    expect((await client.query({ text: 'SELECT $1::text AS name', values: ['Ada'] })).rows).toEqual([{ name: 'Ada' }]);
    expect((await client.query('SELECT 1 AS n; SELECT 2 AS m')) as unknown).toHaveLength(2);
    const error = await fault(client.query('SELECT 1 / 0'));
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ code: '22012' });
    client.release();
  });

  it('also supports callbacks', async () => {
    const client = await poolOf(10_000).connect();
    const called = await new Promise((resolve) => client.query('SELECT 1 AS n', (_, { rows }) => resolve(rows)));
    const submitted = await new Promise((resolve) => {
      client.query(new Query('SELECT 2 AS n', (_, { rows }) => resolve(rows)));
    });
    expect([called, submitted]).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    client.release();
  });

  it('that exceeds its limit fails, with those queued behind it, and the pool reconnects', async () => {
    const pool = poolOf(50);
    const client = await pool.connect();
    const lost = new Promise<Error>((resolve) => client.on('error', resolve));
    const faults = await Promise.all([fault(client.query('SELECT pg_sleep(60)')), fault(client.query('SELECT 1'))]);
    expect(faults[0]).toEqual(new Error('Query read timeout'));
    expect(faults.map(isDatabaseUnavailable)).toEqual([true, true]);
    client.release(await lost);
    expect((await pool.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  });

  it('has no time limit by default', async () => {
    const pool = poolOf(0);
    expect((await pool.query('SELECT pg_sleep(0.06)')).rowCount).toBe(1);
  });
});
