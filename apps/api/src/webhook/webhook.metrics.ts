import { Counter, Histogram } from 'prom-client';

/** `event` is LiveKit's name, or `unknown`: a label must have few values. */
export const received = new Counter({
  name: 'livekit_dashboard_webhook_received_total',
  help: 'Accepted webhooks, by event and outcome (stored, duplicate, quarantined, unavailable).',
  labelNames: ['event', 'result'],
});

export const rejected = new Counter({
  name: 'livekit_dashboard_webhook_rejected_total',
  help: 'Rejected webhooks, by reason.',
  labelNames: ['reason'],
});

export const lag = new Histogram({
  name: 'livekit_dashboard_webhook_lag_seconds',
  help: "From the second LiveKit created an event in to its arrival here; the two clocks' difference is part of it.",
  buckets: [0.5, 1, 2, 5, 10, 30, 60, 300],
});

export const duration = new Histogram({
  name: 'livekit_dashboard_webhook_duration_seconds',
  help: 'Time from the start of a webhook request to its response, by status.',
  labelNames: ['status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
});
