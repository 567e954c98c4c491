import { Counter, Histogram } from 'prom-client';

export const comparisons = new Counter({
  name: 'livekit_dashboard_reconcile_total',
  help: 'Comparisons with what a LiveKit server lists, by result (ok, contradicted, failed).',
  labelNames: ['source', 'result'],
});

export const seconds = new Histogram({
  name: 'livekit_dashboard_reconcile_seconds',
  help: 'Time of one comparison, from the first request until what it found is stored.',
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
});

export const synthetic = new Counter({
  name: 'livekit_dashboard_reconcile_events_total',
  help: 'Events made by ourselves, because LiveKit lists something else or a session was silent for too long.',
  labelNames: ['event'],
});
