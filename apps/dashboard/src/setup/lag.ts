import { formatSpan, UNKNOWN } from '@livekit-dashboard/ui';

/** A delay that is known to the second only: "at most", rounded up, so that it is true. */
export function atMost(lagMs: number | null): string {
  if (lagMs === null) return UNKNOWN;
  if (lagMs < 1000) return 'under 1 s';
  if (lagMs < 10_000) return `at most ${(Math.ceil(lagMs / 100) / 10).toFixed(1)} s`;
  return lagMs < 60_000 ? `at most ${Math.ceil(lagMs / 1000)} s` : `at most ${formatSpan(lagMs + 59_999)}`;
}
