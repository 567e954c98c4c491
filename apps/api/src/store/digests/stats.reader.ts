import type { Stats } from '@livekit-dashboard/contracts';
import { instantOf, startOfDay } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isAgent, isPerson } from '../sessions/persons';
import { DELETED_WEBHOOK_MS, LAST_WEBHOOKS } from './webhooks';
import { named, rows } from '../sql/sql';

interface Counted {
  offset: number;
  activeSessions: number;
  people: number;
  agents: number;
  tracks: number;
  recordings: number;
  lastEventMs: number | null;
  sessionsToday: number;
  joinsToday: number;
  abortedToday: number;
  personMs: number;
  agentMs: number;
}

/** Counts the current state and today (UTC) in one statement, from the rows. */
@Injectable()
export class StatsReader {
  async read(manager: EntityManager, nowMs: number): Promise<Stats> {
    const fromMs = startOfDay(nowMs);
    const [counted] = await rows<Counted>(
      manager,
      named(
        `SELECT head.stream_offset AS "offset", live.*, today.*, spent.*, started.*,
         coalesce((SELECT max(received_ms) FROM (${LAST_WEBHOOKS}) webhook), ${DELETED_WEBHOOK_MS}) AS "lastEventMs"
       FROM stream_head head,
       LATERAL (SELECT count(*) AS "activeSessions", coalesce(sum(people), 0)::bigint AS people, coalesce(sum(agents), 0)::bigint AS agents,
           coalesce(sum(tracks), 0)::bigint AS tracks, count(*) FILTER (WHERE recording) AS recordings
         FROM session WHERE state = 'active') live,
       LATERAL (SELECT count(*) AS "sessionsToday" FROM session WHERE order_ms >= :fromMs AND started_ms >= :fromMs) started,
       LATERAL (SELECT count(*) FILTER (WHERE joined_ms >= :fromMs) AS "joinsToday",
           count(*) FILTER (WHERE state = 'aborted' AND left_ms >= :fromMs) AS "abortedToday"
         FROM participant WHERE left_ms >= :fromMs OR state = 'active') today,
       LATERAL (SELECT coalesce(sum(spent_ms) FILTER (WHERE ${isPerson()}), 0)::bigint AS "personMs",
           coalesce(sum(spent_ms) FILTER (WHERE ${isAgent()}), 0)::bigint AS "agentMs"
         FROM (SELECT kind, hidden, greatest(0, least(coalesce(left_ms, :nowMs), :nowMs) - greatest(joined_ms, :fromMs)) AS spent_ms
           FROM participant WHERE joined_ms IS NOT NULL AND (left_ms >= :fromMs OR state = 'active')) connection) spent
       WHERE head.id = 1`,
        { fromMs, nowMs },
      ),
    );
    if (!counted) throw new Error('stream_head is empty: the migrations have not run');
    return statsOf(counted, nowMs, fromMs);
  }
}

const statsOf = (counted: Counted, nowMs: number, fromMs: number): Stats => ({
  at: new Date(nowMs).toISOString(),
  activeSessions: counted.activeSessions,
  people: counted.people,
  agents: counted.agents,
  tracks: counted.tracks,
  recordings: counted.recordings,
  eventsTotal: counted.offset,
  lastEventAt: instantOf(counted.lastEventMs),
  today: {
    from: new Date(fromMs).toISOString(),
    sessions: counted.sessionsToday,
    joins: counted.joinsToday,
    aborted: counted.abortedToday,
    personMs: counted.personMs,
    agentMs: counted.agentMs,
  },
});
