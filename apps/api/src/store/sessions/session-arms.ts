/**
 * A list of sessions is read in parts, "arms": each has conditions that one index answers, and no session is in two of
 * them. Active sessions are few, and have an index. Of the ended ones that overlap a range, those that lasted a day at
 * most started near it, and the longer ones are few (docs/queries.md).
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import type { SessionsQuery } from '@livekit-dashboard/contracts';
import type { Conditions } from '../sql/conditions';

const msOf = (instant: string | undefined): number | null => (instant === undefined ? null : Date.parse(instant));

/**
 * A filter on something that can happen after the session ended: a recording fails while it is uploaded, a leave is
 * reported late. The range then applies to the time of that, and the session ended at most a day before.
 */
function reaching(query: SessionsQuery): SessionsQuery {
  const { joinFailures, dropped, recordingFailures, leaveReason, moment, from } = query;
  const happened = joinFailures ?? dropped ?? recordingFailures ?? leaveReason;
  if (happened === undefined || moment !== 'overlap' || from === undefined) return query;
  return { ...query, from: new Date(Date.parse(from) - DAY_MS).toISOString() };
}

/** `matching`: the filters that do not depend on the range. */
export function sessionArms(asked: SessionsQuery, matching: Conditions): readonly Conditions[] {
  const query = reaching(asked);
  const common = matching.and().when(msOf(query.to), (p) => `t.order_ms < ${p}`);
  if (query.moment === 'start') common.when(msOf(query.from), (p) => `t.order_ms >= ${p}`);
  if (query.moment === 'end') return [endedWithin(query, common)];
  const active = query.state === 'ended' ? [] : [common.and("t.state = 'active'")];
  const ended = query.state === 'active' ? [] : endedArms(query, common.and("t.state = 'ended'"));
  return [...active, ...ended];
}

const endedWithin = (query: SessionsQuery, common: Conditions): Conditions =>
  common
    .and("t.state = 'ended'", ...(query.state === 'active' ? ['false'] : []))
    .when(msOf(query.from), (p) => `t.until_ms >= ${p}`)
    .when(msOf(query.to), (p) => `t.until_ms < ${p}`);

function endedArms(query: SessionsQuery, ended: Conditions): readonly Conditions[] {
  const from = msOf(query.from);
  if (from === null || query.moment === 'start') return [ended];
  const p = ended.parameter(from);
  // A session that ended in the millisecond of its start was present in it.
  const overlap = ended.and(`t.ended_ms > ${p} OR (t.lasted_ms = 0 AND t.ended_ms = ${p})`);
  const long = overlap.and(`t.lasted_ms > ${DAY_MS}`);
  return [nearby(query, from, overlap.and(`t.lasted_ms <= ${DAY_MS}`)), long];
}

/**
 * Limits the starts, or the ends if the list is sorted by them, but never both: PostgreSQL assumes that they are
 * independent, underestimates the number of rows, and reads and sorts the whole range.
 */
function nearby({ sort, to }: SessionsQuery, from: number, short: Conditions): Conditions {
  if (sort !== 'endedAt' && sort !== '-endedAt') return short.when(from - DAY_MS, (p) => `t.order_ms >= ${p}`);
  return short.when(from, (p) => `t.until_ms >= ${p}`).when(to && Date.parse(to) + DAY_MS, (p) => `t.until_ms < ${p}`);
}
