/** What is stored of one server's sessions, as far as it can be compared with what LiveKit lists; and what fell silent. */
import type { EndReason, ParticipantState, SessionState } from '@livekit-dashboard/contracts';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

interface HeldRow {
  readonly sid: string;
  /** Offset of the last event that touched it. */
  readonly streamOffset: number;
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
}

export interface HeldParticipant extends HeldRow {
  readonly sessionSid: string;
  readonly identity: string | null;
  readonly state: ParticipantState;
  readonly leftEstimated: boolean;
  /** Without an end of its own. */
  readonly open: boolean;
  /** LiveKit's version of what is known of it; null: nobody told more than sid and identity. */
  readonly version: number | null;
  readonly name: string | null;
  readonly kind: string | null;
  readonly metadataHash: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** Whoever it is was erased: what LiveKit lists of them is not news. */
  readonly erased: boolean;
}

export interface HeldTrack extends HeldRow {
  readonly sessionSid: string;
  readonly participantSid: string;
  /** Null: nothing is known but that it was. */
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

const LAST_SIGN = `(evidence->>'lastSignMs')::bigint`;
const HASH = `encode(sha256(convert_to(metadata, 'UTF8')), 'hex')`;

@Injectable()
export class HeldRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** When something was last heard of the sessions that are open, by server. */
  async lastEvents(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.dataSource.query<{ source: string; lastEventMs: number | null }[]>(
      `SELECT source, max(last_event_ms) AS "lastEventMs" FROM session WHERE state = 'active' GROUP BY source`,
    );
    return new Map(rows.flatMap(({ source, lastEventMs }) => (lastEventMs === null ? [] : [[source, lastEventMs]])));
  }

  /** The sessions of a server that are open, those listed, and what is open in or listed of the latter. */
  async of(source: string, listed: ListedSids): Promise<Held> {
    const [sessions, participants, tracks] = await Promise.all([
      this.dataSource.query<HeldSession[]>(
        `SELECT sid, stream_offset AS "streamOffset", name, state, end_reason AS "endReason", started_ms AS "startedMs",
           ${HASH} AS "metadataHash", participants, ${LAST_SIGN} AS "lastSignMs"
         FROM session WHERE source = $1 AND (state = 'active' OR sid = ANY($2))`,
        [source, listed.sessions],
      ),
      this.dataSource.query<HeldParticipant[]>(
        `SELECT sid, stream_offset AS "streamOffset", session_sid AS "sessionSid", identity, state,
           left_estimated AS "leftEstimated", open, (evidence->'profileKey'->>0)::bigint AS version, name, kind,
           ${HASH} AS "metadataHash", attributes, coalesce((evidence->>'erased')::boolean, false) AS erased
         FROM participant WHERE source = $1 AND ((session_sid = ANY($2) AND open) OR sid = ANY($3))`,
        [source, listed.sessions, listed.participants],
      ),
      this.dataSource.query<HeldTrack[]>(
        `SELECT sid, stream_offset AS "streamOffset", session_sid AS "sessionSid", participant_sid AS "participantSid", type,
           open, end_estimated AS "endEstimated"
         FROM track WHERE source = $1 AND ((session_sid = ANY($2) AND open) OR sid = ANY($3))`,
        [source, listed.sessions, listed.tracks],
      ),
    ]);
    return { sessions, participants, tracks };
  }

  /**
   * Open sessions that were silent for too long, but those of `except`. A session of which LiveKit sent something lately is not
   * looked at closer, which keeps this to a walk along the index of open ones.
   */
  silent(
    nowMs: number,
    limits: { readonly occupied: number; readonly empty: number },
    except: readonly string[],
    limit: number,
  ): Promise<SilentSession[]> {
    return this.dataSource.query(
      `SELECT * FROM (
         SELECT source, sid, name, participants, coalesce(${LAST_SIGN}, (evidence->>'firstSeenMs')::bigint) AS "lastSignMs"
         FROM session WHERE state = 'active' AND coalesce(last_event_ms, 0) <= $1::bigint - least($2::bigint, $3::bigint)
           AND NOT source = ANY($4)
         OFFSET 0) quiet
       WHERE "lastSignMs" + CASE WHEN participants > 0 THEN $2::bigint ELSE $3::bigint END <= $1::bigint
       ORDER BY "lastSignMs" LIMIT $5`,
      [nowMs, limits.occupied, limits.empty, except, limit],
    );
  }
}
