import { Counter, Gauge } from 'prom-client';

export const feedMessages = new Counter({
  name: 'livekit_dashboard_feed_messages_total',
  help: 'Received messages of the change feed. early: an earlier one has not arrived yet; foreign: of another database or release.',
  labelNames: ['outcome'] as const,
});
export type FeedOutcome = 'delivered' | 'duplicate' | 'early' | 'foreign' | 'unreadable';

export const feedChanges = new Counter({
  name: 'livekit_dashboard_feed_changes_total',
  help: 'Changed rows that the feed delivered in this process.',
});

export const gapReads = new Counter({
  name: 'livekit_dashboard_feed_gap_reads_total',
  help: 'Reads of missing batches from PostgreSQL. gap: a message in between was missing; head: the last ones were.',
  labelNames: ['reason'] as const,
});
export type GapReason = 'gap' | 'head';

export const feedPosition = new Gauge({
  name: 'livekit_dashboard_feed_position',
  help: 'Offset up to which this process has delivered the feed.',
});

export const publishes = new Counter({
  name: 'livekit_dashboard_feed_publishes_total',
  help: 'Batches published to Redis. skipped: Redis was unavailable or too slow, and replicas read them from PostgreSQL.',
  labelNames: ['outcome'] as const,
});

export const redisUp = new Gauge({
  name: 'livekit_dashboard_redis_up',
  help: '1 while subscribed to the change feed in Redis. Absent with the in-process feed.',
});
