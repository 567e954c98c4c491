import type { Topic } from '@livekit-dashboard/contracts';
import { Counter, Gauge, Histogram } from 'prom-client';

export const sockets = new Gauge({
  name: 'livekit_dashboard_gateway_sockets',
  help: 'Sockets connected to this process.',
});

export const subscriptions = new Gauge({
  name: 'livekit_dashboard_gateway_subscriptions',
  help: 'Subscriptions held here, by sort of topic.',
  labelNames: ['topic'] as const,
});

export const answers = new Counter({
  name: 'livekit_dashboard_gateway_answers_total',
  help: 'Answers to subscribe: snapshot, resumed, or the code of a refusal.',
  labelNames: ['answer'] as const,
});

export const flushes = new Counter({
  name: 'livekit_dashboard_gateway_flushes_total',
  help: 'Messages of topics, each encoded once however many subscribers it went to.',
  labelNames: ['topic'] as const,
});

export const flushSeconds = new Histogram({
  name: 'livekit_dashboard_gateway_flush_seconds',
  help: 'Time to encode a message of a topic and hand it to all its subscribers.',
  buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25],
});

export const bytesSent = new Counter({
  name: 'livekit_dashboard_gateway_sent_characters_total',
  help: 'Characters handed to sockets, all subscribers together.',
});

export const slowReaders = new Counter({
  name: 'livekit_dashboard_gateway_slow_readers_total',
  help: 'Sockets taken out of their topics because they did not read. reset: they caught up; dropped: they did not.',
  labelNames: ['outcome'] as const,
});

/** A topic without its session, so that the label has few values. */
export const sortOf = (topic: Topic): string => topic.replace(/:.*/, ':');
