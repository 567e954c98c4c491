import { Counter, Histogram } from 'prom-client';

export const deleted = new Counter({
  name: 'livekit_dashboard_retention_deleted_total',
  help: 'Rows that this process deleted by age: raw events, rows of sessions, tombstones.',
  labelNames: ['what'] as const,
});

export const stepSeconds = new Histogram({
  name: 'livekit_dashboard_retention_step_seconds',
  help: 'Time of one step of deletion.',
  labelNames: ['what'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
});
