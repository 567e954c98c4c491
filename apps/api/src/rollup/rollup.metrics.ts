import { Histogram } from 'prom-client';

export const seconds = new Histogram({
  name: 'livekit_dashboard_rollup_seconds',
  help: 'Time to roll up one day, or one month of days, of usage.',
  labelNames: ['what'] as const,
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});
