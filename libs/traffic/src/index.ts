/** Simulated traffic: worlds of rooms and people, the webhooks LiveKit would post of them, captures of real ones, load. */
export * from './capture';
export * from './load/http-connection';
export * from './load/latencies';
export * from './load/load';
export * from './load/steady';
export * from './sender/post';
export * from './world/host';
export * from './world/random';
export * from './world/scenarios';
export * from './world/week';
export * from './world/world';
