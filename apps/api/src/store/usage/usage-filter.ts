/** The filters of usage as SQL. */
import { boundedAgentName } from '@livekit-dashboard/domain';
import { boundedId } from '@livekit-dashboard/livekit';
import { boundedKeyOf } from '../sql/bounded-key';
import { nameKey } from '../sessions/session-sorts';
import { all, type Fragment, raw, sql, value } from '../sql/sql';
import { connectionTenant, sessionsOfTenant, sessionTenant } from '../sessions/tenant-sql';

export interface UsageFilters {
  readonly room?: string | undefined;
  readonly identity?: string | undefined;
  readonly agent?: string | undefined;
  readonly tenant?: string | undefined;
  readonly session?: string | undefined;
  readonly source?: string | undefined;
}

/** Whether anything is narrowed. */
export const isFiltered = ({ room, identity, agent, tenant, session, source }: UsageFilters): boolean =>
  [room, identity, agent, tenant, session, source].some((given) => given !== undefined);

/** Conditions over the alias `t` (a connection, an egress, an ingress) and `s`, its session. */
export interface FilterSql {
  readonly connections: Fragment;
  /** Egresses and ingresses: they have no identity. */
  readonly jobs: Fragment;
  /** Over the alias `s` alone. */
  readonly sessions: Fragment;
  /** The tenant of a connection `t` in `s`, and of `s`. */
  readonly tenant: { readonly ofConnection: Fragment; readonly ofSession: Fragment };
  /** Nothing is narrowed. */
  readonly whole: boolean;
}

export interface FilterNeeds {
  /** The field that names a tenant; null: there are none. */
  readonly tenantKey?: string | null;
  /** Whether the tenant of each row is needed. */
  readonly byTenant?: boolean;
}

/** Conditions by kind of row. */
interface Terms {
  readonly session: Fragment[];
  readonly connection: Fragment[];
  readonly job: Fragment[];
}

export function filterSql(filters: UsageFilters, { tenantKey = null, byTenant = false }: FilterNeeds = {}): FilterSql {
  const { room, session, tenant, source } = filters;
  const terms: Terms = { session: [], connection: [], job: [] };
  const each = (term: Fragment): void => {
    for (const list of Object.values(terms) as Fragment[][]) list.push(term);
  };
  if (session !== undefined) each(sql`s.sid = ${value(boundedId(session))}`);
  if (tenant !== undefined) {
    if (tenantKey === null) each(raw('false'));
    else addTenant(terms, tenantKey, tenant);
  }
  if (room !== undefined) addRoom(terms, value(room, 'text'));
  if (source !== undefined) {
    const name = value(source);
    terms.session.push(sql`s.source = ${name}`);
    terms.connection.push(sql`t.source = ${name}`);
    terms.job.push(sql`t.source = ${name}`);
  }
  const person = personTerms(filters);
  const isPersonal = person.length > 0;
  const among = sql`EXISTS (SELECT 1 FROM participant t
    WHERE t.source = s.source AND t.session_sid = s.sid AND t.state <> 'aborted' AND ${all(person)})`;
  return {
    connections: all([...terms.connection, ...person]),
    // An egress belongs to a room, not to a person in it.
    jobs: isPersonal ? raw('false') : all(terms.job),
    sessions: all([...terms.session, ...(isPersonal ? [among] : [])]),
    tenant: byTenant && tenantKey !== null ? tenantBy(value(`${tenantKey}:`, 'text')) : NO_TENANT,
    whole: !isFiltered(filters),
  };
}

function addTenant({ session, connection, job }: Terms, tenantKey: string, name: string): void {
  const [tenant, prefix] = [value(name, 'text'), value(`${tenantKey}:`, 'text')];
  const keys = sessionsOfTenant(value(`${tenantKey}:${name}`, 'text'), prefix, tenant);
  const found = sql`(s.sid, s.source) IN (${keys})`;
  connection.push(found, sql`${connectionTenant(prefix)} = ${tenant}`);
  for (const terms of [session, job]) terms.push(found, sql`${sessionTenant(prefix)} = ${tenant}`);
}

function addRoom({ session, connection, job }: Terms, name: Fragment): void {
  // The index contains the ended sessions; active ones are few.
  const named = sql`(s.state = 'ended' AND ${raw(nameKey('s'))} = ${boundedKeyOf(name)} OR s.state = 'active' AND s.name = ${name})`;
  session.push(named);
  connection.push(named);
  job.push(sql`coalesce(s.name, t.room_name) = ${name}`); // as intervals.ts names the room of a job without a session
}

function personTerms({ identity, agent }: UsageFilters): Fragment[] {
  const terms: Fragment[] = [];
  if (identity !== undefined)
    terms.push(sql`${boundedKeyOf(raw('t.identity'))} = ${boundedKeyOf(value(identity, 'text'))}`);
  if (agent !== undefined) terms.push(sql`t.agent_name = ${value(boundedAgentName(agent))}`);
  return terms;
}

const NO_TENANT = { ofConnection: raw('NULL::text'), ofSession: raw('NULL::text') };
const tenantBy = (prefix: Fragment): FilterSql['tenant'] => ({
  ofConnection: connectionTenant(prefix),
  ofSession: sessionTenant(prefix),
});

export const EVERYTHING = filterSql({});
