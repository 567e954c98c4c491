/**
 * SQL of the tenant of a row, as the domain defines it (tenant.ts, US12): `s` is a session, `t` a connection in it.
 * `prefix`: the field that names a tenant, with its colon.
 */
import { type Fragment, raw, sql } from '../sql/sql';

/** Metadata fields are kept as `field:value`. */
const roomTenant = (s: string, prefix: Fragment): Fragment => sql`
  (SELECT nullif(substr(field, length(${prefix}) + 1), '')
  FROM unnest(${raw(s)}.metadata_fields) AS field WHERE starts_with(field, ${prefix}) LIMIT 1)`;

/** The tenant that the participants of the session name; null if they name several, or none. */
const ONLY_TENANT = raw(`(SELECT CASE WHEN min(named.tenant) = max(named.tenant) THEN min(named.tenant) END
  FROM participant named WHERE named.source = s.source AND named.session_sid = s.sid AND named.tenant IS NOT NULL)`);

/** Of a session, and of an egress or an ingress in it. */
export const sessionTenant = (prefix: Fragment): Fragment => sql`coalesce(${roomTenant('s', prefix)}, ${ONLY_TENANT})`;

export const connectionTenant = (prefix: Fragment): Fragment =>
  sql`coalesce(${roomTenant('s', prefix)}, t.tenant, ${ONLY_TENANT})`;

/**
 * Keys (`sid`, `source`) of the sessions that belong to a tenant, whole or in part: their room names it, or names none
 * and a participant does. They are found by indexes; a condition on each row would read all sessions. `field`: the
 * field with its colon and the tenant.
 */
export const sessionsOfTenant = (field: Fragment, prefix: Fragment, tenant: Fragment): Fragment => sql`
  SELECT x.sid, x.source FROM session x WHERE x.state = 'ended' AND x.metadata_fields @> ARRAY[${field}]
  UNION ALL SELECT x.sid, x.source FROM session x WHERE x.state = 'active' AND x.metadata_fields @> ARRAY[${field}]
  UNION ALL SELECT x.sid, x.source FROM participant p JOIN session x ON x.source = p.source AND x.sid = p.session_sid
    WHERE p.tenant = ${tenant} AND ${roomTenant('x', prefix)} IS NULL`;
