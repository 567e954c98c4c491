import type { EntityManager } from 'typeorm';
import { rows, sql, value } from '../sql/sql';
import { sessionTenant } from './tenant-sql';
import type { SessionKey } from './session-filters';

/** The tenant of each of the sessions, in their order; null: none, several, or there is no `TENANT_KEY`. */
export async function sessionTenants(
  manager: EntityManager,
  sessions: readonly SessionKey[],
  tenantKey: string | null,
): Promise<(string | null)[]> {
  if (tenantKey === null || sessions.length === 0) return sessions.map(() => null);
  const [sources, sids] = [
    value(
      sessions.map(({ source }) => source),
      'text[]',
    ),
    value(
      sessions.map(({ sid }) => sid),
      'text[]',
    ),
  ];
  const found = await rows<{ tenant: string | null }>(
    manager,
    sql`SELECT ${sessionTenant(value(`${tenantKey}:`, 'text'))} AS tenant
        FROM unnest(${sources}, ${sids}) WITH ORDINALITY AS k (source, sid, number)
        LEFT JOIN session s ON s.source = k.source AND s.sid = k.sid ORDER BY k.number`,
  );
  return found.map(({ tenant }) => tenant);
}
