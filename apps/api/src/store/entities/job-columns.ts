import type { Interval } from '@livekit-dashboard/domain';

/** What usage reads of an egress or ingress: its dimension, and where it has no session, the limit of its time in ms. */
export const jobColumns = (sessionSid: string | null, interval: Interval | null) => ({
  dimension: interval?.dimensions[0] ?? null,
  openUntilMs: sessionSid === null ? (interval?.openUntilMs ?? null) : null,
});
