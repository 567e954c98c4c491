import {
  LISTED_PEOPLE,
  LISTED_PEOPLE_JOINS,
  type ListedPerson,
  type ListedSession,
} from '@livekit-dashboard/contracts';
import type { EntityManager } from 'typeorm';
import { dropped } from './failures';
import { isPerson } from './persons';
import type { SessionKey } from './session-filters';
import { named, rows } from '../sql/sql';

type Listed = Pick<ListedSession, 'drops' | 'who'>;

/** Names come from outside and can have any length. */
const NAME_LENGTH = 200;

const SELECT = `
  SELECT k.number - 1 AS number, coalesce(max(person.all_drops), 0)::int AS drops,
    coalesce(json_agg(json_build_object('identity', person.identity, 'name', person.name, 'dropped', person.drops > 0)
      ORDER BY person.place) FILTER (WHERE person.place IS NOT NULL), '[]') AS who
  FROM unnest(:sources::text[], :sids::text[]) WITH ORDINALITY AS k (source, sid, number)
  LEFT JOIN LATERAL (
    SELECT one.*, sum(one.drops) OVER () AS all_drops,
      row_number() OVER (ORDER BY (one.drops > 0) DESC, one.joined_ms, one.identity) AS place
    FROM (
      SELECT left(p.identity, ${NAME_LENGTH}) AS identity,
        left((array_agg(p.name ORDER BY p.joined_ms DESC NULLS LAST))[1], ${NAME_LENGTH}) AS name,
        count(*) FILTER (WHERE ${dropped('p')}) AS drops, min(p.joined_ms) AS joined_ms
      FROM participant p
      WHERE p.source = k.source AND p.session_sid = k.sid AND ${isPerson('p')} AND p.state <> 'aborted'
      GROUP BY p.identity
    ) one
  ) person ON person.place <= ${LISTED_PEOPLE}
  GROUP BY k.number`;

/** Who was in each of the sessions and how many connections dropped, in their order. */
export async function listedPeople(
  manager: EntityManager,
  sessions: readonly (SessionKey & { readonly joins: number })[],
): Promise<Listed[]> {
  const countable = sessions.filter(({ joins }) => joins <= LISTED_PEOPLE_JOINS);
  const people = await rows<{ number: number; drops: number; who: ListedPerson[] }>(
    manager,
    named(SELECT, { sources: countable.map(({ source }) => source), sids: countable.map(({ sid }) => sid) }),
  );
  const found = new Map(people.map(({ number, drops, who }) => [countable[number], { drops, who }]));
  return sessions.map((session) => found.get(session) ?? { drops: null, who: null });
}
