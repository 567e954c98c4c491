/**
 * The product's own feed, written by the benchmark: batches of changed rows on a Redis channel, in the format that
 * `apps/api/src/publish/feed-message.ts` reads. Each change is a whole session row with a new `lastEventAt`, as an
 * event on that session would make it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Change, Session } from '@livekit-dashboard/contracts';
import type { Redis } from 'ioredis';
import { dueOffset, lastOffset, type Stream } from './stream';

export const CHANNEL = 'livekit-dashboard:feed';
/** How often due changes are published, in ms: about as often as a busy ingest commits. */
const BATCH_MS = 5;

interface FeedChange {
  readonly change: Change;
  readonly source: string;
  readonly sessionSid: string;
  readonly live: boolean;
}

/** The changes of a message: its second line. */
export const changesOf = (message: string): Change[] =>
  (JSON.parse(message.split('\n')[1] ?? '[]') as FeedChange[]).map(({ change }) => change);

export class Feeder {
  constructor(
    private readonly redis: Redis,
    private readonly epoch: string,
    private readonly entities: number,
    /** Moves the head of the stream in the database, as a commit does: replicas compare it with what they received. */
    private readonly moveHead: (offset: number) => Promise<unknown>,
  ) {}

  /** Publishes a stream at its rate. */
  async feed(stream: Stream): Promise<void> {
    for (let fromOffset = stream.base; fromOffset < lastOffset(stream);) {
      const toOffset = dueOffset(stream, Date.now());
      if (toOffset > fromOffset) {
        await this.moveHead(toOffset);
        await this.redis.publish(CHANNEL, this.message(fromOffset, toOffset));
      }
      fromOffset = toOffset;
      await sleep(BATCH_MS);
    }
  }

  /** It contains each row once, at its newest value, like a commit of several events on one row. */
  private message(fromOffset: number, toOffset: number): string {
    const newest = new Map<string, Change>();
    for (let offset = fromOffset + 1; offset <= toOffset; offset++) {
      const value = sessionRow(offset % this.entities, offset);
      newest.set(value.sid, { kind: 'session', id: value.sid, offset, value });
    }
    const changes = [...newest.values()].map((change): FeedChange => ({
      change,
      source: 'default',
      sessionSid: change.id,
      live: true,
    }));
    return `feed2 ${this.epoch} ${fromOffset} ${toOffset}\n${JSON.stringify(changes)}\n[]`;
  }
}

function sessionRow(entity: number, offset: number): Session {
  const at = new Date().toISOString();
  return {
    sid: `RM_bench${String(entity).padStart(6, '0')}`,
    name: `team-standup-${entity}`,
    source: 'default',
    state: 'active',
    startedAt: '2026-11-23T09:00:00.217Z',
    endedAt: null,
    endReason: null,
    endEstimated: true,
    firstJoinedAt: '2026-11-23T09:00:00.218Z',
    lastLeftAt: null,
    people: offset % 12,
    agents: 1,
    participants: (offset % 12) + 1,
    tracks: offset % 20,
    joins: offset % 50,
    identities: offset % 12,
    aborted: 0,
    failedRecordings: 0,
    recording: false,
    metadata: '{"tenant":"acme"}',
    metadataBytes: 17,
    lastEventAt: at,
  };
}
