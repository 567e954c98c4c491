/** The stored sessions of one server, for the comparison with LiveKit's lists; and the sessions that became silent. */
import { TEST_EVENT, type EndReason, type ParticipantState, type SessionState } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { named, rows } from '../sql/sql';

interface HeldRow {
  readonly sid: string;
  /** Offset of the last event that touched it. */
  readonly streamOffset: number;
  /** When that event was received, in ms, if it was a webhook. Null: it was not, or it is no longer retained. */
  readonly webhookMs: number | null;
}

export interface HeldSession extends HeldRow {
  readonly name: string | null;
  readonly state: SessionState;
  readonly endReason: EndReason | null;
  readonly startedMs: number | null;
  /** Hex SHA-256 of the metadata; null if it is not known. */
  readonly metadataHash: string | null;
  readonly participants: number;
  readonly lastSignMs: number | null;
  /** Whether a webhook ever reported it. False: it is known from LiveKit's lists alone. */
  readonly heard: boolean;
  readonly firstSeenMs: number;
}

export interface HeldParticipant extends HeldRow {
  readonly sessionSid: string;
  readonly identity: string | null;
  readonly state: ParticipantState;
  readonly leftEstimated: boolean;
  /** Without an end of its own. */
  readonly open: boolean;
  /** LiveKit's version of what is known of it; null: only its sid and identity are known. */
  readonly version: number | null;
  readonly name: string | null;
  readonly kind: string | null;
  readonly metadataHash: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** This person was erased, so what LiveKit lists about them is ignored. */
  readonly erased: boolean;
}

export interface HeldTrack extends HeldRow {
  readonly sessionSid: string;
  readonly participantSid: string;
  /** Null: nothing is known except that it existed. */
  readonly type: string | null;
  readonly open: boolean;
  readonly endEstimated: boolean;
}

export interface Held {
  readonly sessions: readonly HeldSession[];
  readonly participants: readonly HeldParticipant[];
  readonly tracks: readonly HeldTrack[];
}

/** Sids that LiveKit lists. */
export interface ListedSids {
  readonly sessions: readonly string[];
  readonly participants: readonly string[];
  readonly tracks: readonly string[];
}

export interface SilentSession {
  readonly source: string;
  readonly sid: string;
  readonly name: string | null;
  readonly lastSignMs: number;
  readonly participants: number;
}

const RECENT_EVENTS = 20_000;
/** Of its own events and of those of its connections, which need not name it. */
const LAST_SIGN = `greatest((evidence->>'lastSignMs')::bigint, (evidence->>'insideSignMs')::bigint)`;
/** Joins a row of `t` with the last event that touched it, as `e`. */
const WITH_LAST_EVENT = 'LEFT JOIN event e ON e.stream_offset = t.stream_offset';
const WEBHOOK_MS = 'CASE WHEN NOT e.synthetic THEN e.received_ms END AS "webhookMs"';
const HASH = `encode(sha256(convert_to(metadata, 'UTF8')), 'hex')`;

@Injectable()
export class HeldRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** When the last event of the open sessions happened, by server. */
  async lastEvents(): Promise<ReadonlyMap<string, number>> {
    const servers = await this.dataSource.query<{ source: string; lastEventMs: number | null }[]>(
      `SELECT source, max(last_event_ms) AS "lastEventMs" FROM session WHERE state = 'active' GROUP BY source`,
    );
    return new Map(servers.flatMap(({ source, lastEventMs }) => (lastEventMs === null ? [] : [[source, lastEventMs]])));
  }

  /**
   * When LiveKit created the last webhook of a server, in ms by LiveKit's clock. Null: none is retained, or too many
   * webhooks of other servers followed.
   */
  async lastWebhookMs(source: string, head: number): Promise<number | null> {
    const [row] = await rows<{ createdMs: number | null }>(
      this.dataSource,
      named(
        `SELECT created_ms AS "createdMs" FROM event
         WHERE stream_offset > :after AND source = :source AND NOT synthetic AND event <> '${TEST_EVENT}'
         ORDER BY stream_offset DESC LIMIT 1`,
        { source, after: head - RECENT_EVENTS },
      ),
    );
    return row?.createdMs ?? null;
  }

  /** The sessions of a server that are open, those listed, and what is open in or listed of the latter. */
  async of(source: string, listed: ListedSids): Promise<Held> {
    const read = <R extends object>(text: string, sids: Partial<ListedSids>) =>
      rows<R>(this.dataSource, named(text, { source, ...sids }));
    const { sessions: sids } = listed;
    const [sessions, participants, tracks] = await Promise.all([
      read<HeldSession>(
        `SELECT t.sid, t.stream_offset AS "streamOffset", ${WEBHOOK_MS}, name, state, end_reason AS "endReason",
           started_ms AS "startedMs", ${HASH} AS "metadataHash", participants, ${LAST_SIGN} AS "lastSignMs",
           last_event_ms IS NOT NULL AS heard, (evidence->>'firstSeenMs')::bigint AS "firstSeenMs"
         FROM session t ${WITH_LAST_EVENT} WHERE t.source = :source AND (state = 'active' OR t.sid = ANY(:sessions))`,
        { sessions: sids },
      ),
      read<HeldParticipant>(
        `SELECT t.sid, t.stream_offset AS "streamOffset", ${WEBHOOK_MS}, t.session_sid AS "sessionSid", t.identity, state,
           left_estimated AS "leftEstimated", open, (evidence->'profileKey'->>0)::bigint AS version, name, kind,
           ${HASH} AS "metadataHash", attributes, coalesce((evidence->>'erased')::boolean, false) AS erased
         FROM participant t ${WITH_LAST_EVENT}
         WHERE t.source = :source AND ((t.session_sid = ANY(:sessions) AND open) OR t.sid = ANY(:participants))`,
        { sessions: sids, participants: listed.participants },
      ),
      read<HeldTrack>(
        `SELECT t.sid, t.stream_offset AS "streamOffset", ${WEBHOOK_MS}, t.session_sid AS "sessionSid",
           t.participant_sid AS "participantSid", type, open, end_estimated AS "endEstimated"
         FROM track t ${WITH_LAST_EVENT}
         WHERE t.source = :source AND ((t.session_sid = ANY(:sessions) AND open) OR t.sid = ANY(:tracks))`,
        { sessions: sids, tracks: listed.tracks },
      ),
    ]);
    return { sessions, participants, tracks };
  }

  /**
   * Open sessions that were silent for too long, except those of the servers in `except`. The index of open sessions
   * decides; other rows are read only of sessions without a recent event.
   */
  silent(
    nowMs: number,
    limits: { readonly occupied: number; readonly empty: number },
    except: readonly string[],
    limit: number,
  ): Promise<SilentSession[]> {
    return rows(
      this.dataSource,
      named(
        `SELECT * FROM (
           SELECT source, sid, name, participants, coalesce(${LAST_SIGN}, (evidence->>'firstSeenMs')::bigint) AS "lastSignMs"
           FROM session WHERE state = 'active' AND NOT source = ANY(:except)
             AND coalesce(last_event_ms, 0) <= :nowMs::bigint - least(:occupied::bigint, :empty::bigint)
           OFFSET 0) quiet
         WHERE "lastSignMs" + CASE WHEN participants > 0 THEN :occupied::bigint ELSE :empty::bigint END <= :nowMs::bigint
         ORDER BY "lastSignMs" LIMIT :limit`,
        { nowMs, ...limits, except, limit },
      ),
    );
  }
}
