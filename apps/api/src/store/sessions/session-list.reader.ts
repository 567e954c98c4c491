/** One page of a list of sessions and its total, from the arms of the query, in one transaction. */
import type { ListedSession, SessionsQuery } from '@livekit-dashboard/contracts';
import { instantOf, preview, toSession } from '@livekit-dashboard/domain';
import type { EntityManager } from 'typeorm';
import type { SessionRow } from '../entities/session.entity';
import { agentJoins } from './agent-joins';
import { Conditions } from '../sql/conditions';
import { EntityReader } from './entity-reader';
import { listedPeople } from './listed-people';
import { type AsOf, countUpToLimit, type Page, type Paged, pageOf } from '../stream/list';
import type { Order, Place } from '../sql/order';
import { sessionArms } from './session-arms';
import { sessionFilters } from './session-filters';
import { sessionTenants } from './session-tenants';
import { searchMatches } from './search-matches';
import { type Found, searchSessions } from './session-search';

export interface SessionPage extends Page<ListedSession> {
  readonly searchedFrom: string | null;
}

export class SessionListReader {
  constructor(
    private readonly manager: EntityManager,
    private readonly query: SessionsQuery,
    private readonly tenantKey: string | null,
  ) {}

  async page(order: Order<SessionRow>, place: Place | null): Promise<Omit<SessionPage, keyof AsOf>> {
    const found = await this.search();
    const total = await this.total(this.arms(found));
    const { rows, nextCursor } = await this.rowsOf(found, order, place);
    return {
      items: await this.withMatches(await this.listed(rows)),
      nextCursor,
      total,
      searchedFrom: instantOf(found?.floorMs ?? null),
    };
  }

  /** The result of the search for `q`. Null: nothing is searched for. */
  async search(): Promise<Found | null> {
    const { q } = this.query;
    return q === undefined ? null : searchSessions(this.manager, { ...this.query, q });
  }

  /** The rows of a page, not counted. */
  async rowsOf(found: Found | null, order: Order<SessionRow>, place: Place | null): Promise<Paged<SessionRow>> {
    return pageOf(await this.rows(this.arms(found), order, place), this.query.limit, order);
  }

  private arms(found: Found | null): readonly Conditions[] {
    return sessionArms(this.query, sessionFilters(this.query, this.tenantKey, found?.keys));
  }

  async listed(rows: readonly SessionRow[]): Promise<ListedSession[]> {
    const joins = await agentJoins(this.manager, rows);
    const tenants = await sessionTenants(this.manager, rows, this.tenantKey);
    const people = await listedPeople(this.manager, rows);
    return rows.map((row, index) => ({
      ...preview(toSession(row)),
      agentJoins: joins[index] ?? 0,
      tenant: tenants[index] ?? null,
      ...(people[index] ?? { drops: null, who: null }),
    }));
  }

  private async withMatches(items: readonly ListedSession[]): Promise<ListedSession[]> {
    const { q } = this.query;
    if (q === undefined) return [...items];
    const matches = await searchMatches(this.manager, q, items);
    return items.map((item, index) => ({ ...item, matched: matches[index] ?? [] }));
  }

  private total(arms: readonly Conditions[]): Promise<SessionPage['total']> {
    const all = arms.map(({ where }) => `SELECT 1 FROM session t WHERE ${where}`);
    return countUpToLimit(this.manager, `(${all.join(' UNION ALL ')}) t`, parametersOf(arms));
  }

  /** Each arm returns as many rows as the page has, by its own index; the page is the first rows of all of them. */
  private rows(arms: readonly Conditions[], order: Order<SessionRow>, place: Place | null): Promise<SessionRow[]> {
    const after = parametersOf(arms);
    order.after(place, after);
    const tail = `${order.orderBy} LIMIT ${this.query.limit + 1}`;
    const reads = arms.map((arm) => `(SELECT t.* FROM session t WHERE ${arm.and(after.where).where} ${tail})`);
    const { parameters } = after;
    const from = `(${reads.join(' UNION ALL ')})`;
    return new EntityReader(this.manager).sessions({ from, where: 'true', parameters, tail });
  }
}

/** No further condition on the statement that the arms are part of. */
const parametersOf = (arms: readonly Conditions[]): Conditions => new Conditions(arms[0]?.parameters);
