/** Limits of a session. Real: PostgreSQL. */
import { Client, type ClientBase, DatabaseError } from 'pg';
import { describeWith, TEST_DATABASE_URL } from '@livekit-dashboard/harness/testing';
import { limitSession } from './session-limits';

/** A client that records its statements, and rejects those listed with this SQLSTATE. */
function noting(refused: (text: string) => string | null): {
  readonly client: Pick<ClientBase, 'query'>;
  readonly asked: string[];
} {
  const asked: string[] = [];
  const query = (text: string): Promise<unknown> => {
    asked.push(text);
    const code = refused(text);
    return code === null
      ? Promise.resolve({ rows: [] })
      : Promise.reject(Object.assign(new DatabaseError(code, 0, 'error'), { code }));
  };
  return { client: { query } as unknown as Pick<ClientBase, 'query'>, asked };
}

describe('the limits of a session', () => {
  it('are set in one round trip', async () => {
    const { client, asked } = noting(() => null);
    await limitSession(client, 10_000);
    expect(asked).toHaveLength(1);
  });

  it.each(['42704', '22023'])('are set apart from those that the server rejects with %s', async (code) => {
    const { client, asked } = noting((text) => (text.includes('client_connection_check_interval') ? code : null));
    await limitSession(client, 10_000);
    const accepted = asked.filter((text) => !text.includes('client_connection_check_interval'));
    expect(accepted.join()).toContain('statement_timeout');
    expect(accepted.join()).toContain('tcp_user_timeout');
  });

  it('are an error if the server fails', async () => {
    const { client } = noting(() => '57P01');
    await expect(limitSession(client, 10_000)).rejects.toThrow('57P01');
  });
});

describeWith({ postgres: true })('the limits of a session of PostgreSQL', () => {
  it('are in force', async () => {
    const client = new Client({ connectionString: TEST_DATABASE_URL });
    await client.connect();
    await limitSession(client, 10_000);
    const { rows } = await client.query<{ name: string; setting: string }>(
      'SELECT name, setting FROM pg_settings WHERE name = ANY($1)',
      [
        [
          'statement_timeout',
          'lock_timeout',
          'idle_in_transaction_session_timeout',
          'client_connection_check_interval',
        ],
      ],
    );
    await client.end();
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, Number(setting)]))).toEqual({
      statement_timeout: 9_000,
      lock_timeout: 4_000,
      idle_in_transaction_session_timeout: 5_000,
      client_connection_check_interval: 2_000,
    });
  });

  it('include lz4 compression of large values if the server supports it', async () => {
    const client = new Client({ connectionString: TEST_DATABASE_URL });
    await client.connect();
    await limitSession(client, 10_000);
    const { rows } = await client.query<{ has: boolean; setting: string }>(
      `SELECT 'lz4' = ANY(enumvals) AS has, setting FROM pg_settings WHERE name = 'default_toast_compression'`,
    );
    await client.end();
    expect(rows).toEqual([rows[0]?.has ? { has: true, setting: 'lz4' } : { has: false, setting: 'pglz' }]);
  });
});
