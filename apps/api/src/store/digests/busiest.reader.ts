import { BUSIEST_SESSIONS, type Busiest, type BusySession } from '@livekit-dashboard/contracts';
import { instantOf } from '@livekit-dashboard/domain';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AsOf } from '../stream/list';
import { countAtReadings, firstReadingAt, type HourSpan, hourBefore, type Presence, readingsOf } from './minutes';
import { isPerson } from '../sessions/persons';
import { named, rows } from '../sql/sql';

type Readings = BusySession['peopleByMinute'];

interface Row extends Omit<BusySession, 'startedAt' | 'peopleByMinute'> {
  readonly startedMs: number | null;
  readonly orderMs: number;
}

const BUSIEST = `
  SELECT sid, name, source, started_ms AS "startedMs", order_ms AS "orderMs", people, agents, tracks, recording
  FROM session WHERE state = 'active' ORDER BY people DESC, participants DESC, order_ms, source, sid LIMIT ${BUSIEST_SESSIONS}`;

const PRESENCES = `
  SELECT source, sid, first, last, count(*)::int AS things FROM (
    SELECT p.source, p.session_sid AS sid, ${readingsOf('p.joined_ms', 'p.left_ms')}
    FROM unnest(:sources::text[], :sids::text[]) AS asked (source, sid)
    JOIN participant p ON p.source = asked.source AND p.session_sid = asked.sid
    WHERE p.joined_ms IS NOT NULL AND (p.state = 'active' OR p.left_ms > :fromMs) AND ${isPerson('p')}
  ) presence WHERE first <= last GROUP BY source, sid, first, last`;

const keyOf = ({ source, sid }: { readonly source: string; readonly sid: string }): string => `${source}/${sid}`;

/**
 * The sessions with the most people. Their last hour is counted once a minute; that of a session that enters the list
 * in between is counted when it enters.
 */
@Injectable()
export class BusiestReader {
  private kept: { readonly key: string; readonly readings: ReadonlyMap<string, Readings> } = {
    key: '',
    readings: new Map(),
  };

  async read(manager: EntityManager, { epoch }: AsOf, nowMs: number): Promise<Busiest> {
    const span = hourBefore(nowMs);
    const busiest = await manager.query<Row[]>(BUSIEST);
    const key = `${epoch} ${span.toMs}`;
    const known = this.kept.key === key ? this.kept.readings : new Map<string, Readings>();
    const missing = busiest.filter((row) => !known.has(keyOf(row)));
    const readings = new Map([...known, ...(await peopleByMinute(manager, span, missing))]);
    this.kept = { key, readings };
    const sessions = busiest.map(({ startedMs, orderMs: _, ...row }) => ({
      ...row,
      startedAt: instantOf(startedMs),
      peopleByMinute: readings.get(keyOf({ ...row })) ?? [],
    }));
    return { at: new Date(nowMs).toISOString(), to: new Date(span.toMs).toISOString(), sessions };
  }
}

/** People in each of the sessions by minute; null before the session started. */
async function peopleByMinute(
  manager: EntityManager,
  span: HourSpan,
  sessions: readonly Row[],
): Promise<Map<string, Readings>> {
  if (sessions.length === 0) return new Map();
  const asked = { sources: sessions.map(({ source }) => source), sids: sessions.map(({ sid }) => sid) };
  const presences = await rows<Presence & { source: string; sid: string }>(
    manager,
    named(PRESENCES, { fromMs: span.fromMs, ...asked }),
  );
  return new Map(
    sessions.map((session) => {
      const own = presences.filter((row) => keyOf(row) === keyOf(session));
      return [keyOf(session), countAtReadings(own, firstReadingAt(span, session.orderMs))];
    }),
  );
}
