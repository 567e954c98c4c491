import type { Hour } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AsOf } from '../stream/list';
import { FIRST_KEPT, logFloor } from '../stream/floors';
import { countAtReadings, firstReadingAt, type HourSpan, hourBefore, type Presence, readingsOf } from './minutes';
import { isAgent, isPerson } from '../sessions/persons';
import { named, rows } from '../sql/sql';

const SERIES = ['activeSessions', 'people', 'agents', 'tracks', 'recordings'] as const;
type Series = (typeof SERIES)[number];

/** A session whose start was not reported counts from its first event. */
const PRESENCES = `
  SELECT series, first, last, count(*)::int AS things FROM (
    SELECT 'activeSessions' AS series, ${readingsOf('order_ms', 'ended_ms')}
      FROM session WHERE state = 'active' OR ended_ms > :fromMs
    UNION ALL
    SELECT CASE WHEN kind = 'AGENT' THEN 'agents' ELSE 'people' END, ${readingsOf('joined_ms', 'left_ms')}
      FROM participant WHERE (state = 'active' OR left_ms > :fromMs) AND joined_ms IS NOT NULL AND (${isAgent()} OR ${isPerson()})
    UNION ALL
    SELECT 'tracks', ${readingsOf('published_ms', 'unpublished_ms')}
      FROM track WHERE (unpublished_ms IS NULL OR unpublished_ms > :fromMs) AND published_ms IS NOT NULL AND session_sid IS NOT NULL
  ) presence WHERE first <= last GROUP BY series, first, last
  UNION ALL
  SELECT 'recordings', reading, reading, count(DISTINCT (source, session_sid))::int FROM (
    SELECT e.source, e.session_sid,
      ${readingsOf('greatest(e.started_ms, s.order_ms)', 'least(e.ended_ms, s.ended_ms)')}
    FROM egress e JOIN session s ON s.source = e.source AND s.sid = e.session_sid
    WHERE e.started_ms IS NOT NULL AND (e.ended_ms IS NULL OR e.ended_ms > :fromMs) AND (s.state = 'active' OR s.ended_ms > :fromMs)
  ) recording, generate_series(first, last) reading GROUP BY reading`;

type Row = Presence & { readonly series: Series };

/**
 * The last hour, counted from the stored intervals: it survives a restart, is the same on every replica, and a late,
 * estimated or backdated event corrects every minute it affects. Counted once a minute and cached for that minute.
 */
@Injectable()
export class HourReader {
  private kept: { readonly epoch: string; readonly toMs: number; readonly hour: Hour } | null = null;

  async read(manager: EntityManager, { epoch }: AsOf, nowMs: number): Promise<Hour> {
    const span = hourBefore(nowMs);
    if (this.kept?.epoch === epoch && this.kept.toMs === span.toMs) return this.kept.hour;
    const hour = await countHour(manager, span, nowMs);
    // Before the first event there is nothing to cache, and the next event may affect the whole hour.
    if (hour.people.some((reading) => reading !== null)) this.kept = { epoch, toMs: span.toMs, hour };
    return hour;
  }
}

async function countHour(manager: EntityManager, span: HourSpan, nowMs: number): Promise<Hour> {
  const known = firstReadingAt(span, await knownSinceMs(manager));
  const presences = await rows<Row>(manager, named(PRESENCES, { fromMs: span.fromMs }));
  const of = (series: Series) =>
    countAtReadings(
      presences.filter((row) => row.series === series),
      known,
    );
  const at = new Date(nowMs).toISOString();
  const [activeSessions, people, agents, tracks, recordings] = SERIES.map(of);
  return { at, to: new Date(span.toMs).toISOString(), activeSessions, people, agents, tracks, recordings } as Hour;
}

/**
 * When the first event was received or created, whichever is earlier, so that a past posted later (a demo, an import)
 * is known too. Once retention has deleted that event, the whole hour is known.
 */
async function knownSinceMs(manager: EntityManager): Promise<number> {
  const [first] = await manager.query<{ offset: number; knownMs: number }[]>(
    `SELECT stream_offset AS "offset", least(received_ms, created_ms) AS "knownMs" FROM event WHERE ${FIRST_KEPT}`,
  );
  if (first?.offset === 1) return first.knownMs;
  return (await logFloor(manager)) > 0 ? -Infinity : Infinity;
}
