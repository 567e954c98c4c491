/**
 * A list of sessions is read in parts, "arms": each has conditions that one index answers, and no session is in two of them.
 * Active sessions are few, and have an index. Of the ended ones that overlap a range, those that lasted a day at most started near it,
 * and the longer ones are few (docs/queries.md).
 */
import { DAY_MS } from '@livekit-dashboard/domain';
import type { SessionsQuery } from '@livekit-dashboard/contracts';
import type { Conditions } from '../sql/conditions';

const msOf = (instant: string | undefined): number | null => (instant === undefined ? null : Date.parse(instant));

/**
 * What a session is found by within the range, where that can happen after it ended: a recording fails while it is uploaded, a leave is
 * reported late. Then the range is that of what happened, and the session ended at most a day before.
 */
function reaching(query: SessionsQuery): SessionsQuery {
  const { joinFailures, dropped, recordingFailures, leaveReason, moment, from } = query;
  const happened = joinFailures ?? dropped ?? recordingFailures ?? leaveReason;
  if (happened === undefined || moment !== 'overlap' || from === undefined) return query;
  return { ...query, from: new Date(Date.parse(from) - DAY_MS).toISOString() };
}

/** `matching`: the filters that hold whatever the range. */
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
  // One that ended as it began was there at that moment.
  const overlap = ended.and(`t.ended_ms > ${p} OR (t.lasted_ms = 0 AND t.ended_ms = ${p})`);
  const long = overlap.and(`t.lasted_ms > ${DAY_MS}`);
  return [nearby(query, from, overlap.and(`t.lasted_ms <= ${DAY_MS}`)), long];
}

/**
 * Bounds the starts, or the ends if it goes by them. Never both: PostgreSQL takes them for unrelated, expects a fiftieth of a fiftieth of all
 * for a week of a year, and reads and sorts the whole week.
 */
function nearby({ sort, to }: SessionsQuery, from: number, short: Conditions): Conditions {
  if (sort !== 'endedAt' && sort !== '-endedAt') return short.when(from - DAY_MS, (p) => `t.order_ms >= ${p}`);
  return short.when(from, (p) => `t.until_ms >= ${p}`).when(to && Date.parse(to) + DAY_MS, (p) => `t.until_ms < ${p}`);
}
