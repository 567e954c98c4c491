import { Counter, Gauge, Histogram } from 'prom-client';

export const queueLength = new Gauge({
  name: 'livekit_dashboard_ingest_queue_events',
  help: 'Events waiting for their transaction.',
});
export const batchSize = new Histogram({
  name: 'livekit_dashboard_ingest_batch_events',
  help: 'Events committed in one transaction.',
  buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
});
export const batchSeconds = new Histogram({
  name: 'livekit_dashboard_ingest_batch_seconds',
  help: 'Time of one transaction, from lock to commit.',
  buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
});
export const outcomes = new Counter({
  name: 'livekit_dashboard_ingest_events_total',
  help: 'Events by outcome.',
  labelNames: ['outcome'],
});
export const unavailable = new Counter({
  name: 'livekit_dashboard_ingest_unavailable_total',
  help: 'Events refused temporarily (503), by reason.',
  labelNames: ['reason'],
});
