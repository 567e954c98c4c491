/** Labels and colours of the activity feed, and which of its events are new. Pure. */
import type { ActivityItem } from '@livekit-dashboard/contracts';
import { leaveLabel } from '../shared/labels';

export type Mood = 'live' | 'bad' | 'doubt' | 'plain';

const BEGINNINGS: ReadonlySet<string> = new Set(['room_started', 'participant_joined', 'ingress_started']);
const FAILED = /_(FAILED|ABORTED|ERROR|LIMIT_REACHED)$/;

/** Green: a start. Red: a failure. Amber: the dashboard inferred it, LiveKit did not send it. */
export function moodOf({ event, detail, synthetic }: ActivityItem): Mood {
  if (synthetic) return 'doubt';
  if (event === 'participant_connection_aborted' || FAILED.test(detail ?? '')) return 'bad';
  return BEGINNINGS.has(event) ? 'live' : 'plain';
}

/** The number of events that are not shown: `12`, or `50+` if the server reports at most that many. */
export function newer(
  shown: readonly ActivityItem[],
  items: readonly ActivityItem[],
): { count: number; more: boolean } {
  const newest = shown[0]?.offset ?? 0;
  const count = items.filter(({ offset }) => offset > newest).length;
  return { count, more: count > 0 && count === items.length && shown.length > 0 };
}

/** The detail of an event: reasons for leaving as labels, anything else as LiveKit names it. */
export const labelOf = (event: string, detail: string): string =>
  event === 'participant_left' || event === 'participant_connection_aborted' ? leaveLabel(detail) : detail;
