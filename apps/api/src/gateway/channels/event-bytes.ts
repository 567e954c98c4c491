import type { StoredEvent } from '@livekit-dashboard/contracts';

const measured = new WeakMap<StoredEvent, number>();

/** Characters of these events as JSON. Each is measured once, whatever the number of topics that carry it. */
export function bytesOf(events: readonly StoredEvent[]): number {
  let bytes = 0;
  for (const event of events) {
    const known = measured.get(event) ?? JSON.stringify(event).length;
    measured.set(event, known);
    bytes += known;
  }
  return bytes;
}
