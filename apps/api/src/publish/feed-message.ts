/**
 * A batch as one Redis message of three lines: where it lies in the stream, its changes, its events.
 *
 * Every replica hears of every batch, so reading must cost little: a batch that is known already is told by its first line, and the
 * events, which are most of the bytes, are parsed only if somebody reads them.
 */
import type { StoredEvent } from '@livekit-dashboard/contracts';
import type { FeedBatch, FeedChange } from '../store/feed';

/** Of another version only the first word is read: during an upgrade old and new replicas share a feed. */
const VERSION = 'feed1';
const HEAD = /^feed1 ([0-9a-f-]{36}) (\d+) (\d+)$/;

/** Events above this many characters are left out: their readers take them from the store. */
export const EVENTS_LIMIT = 256 * 1024;

export function encodeBatch({ epoch, fromOffset, toOffset, changes, events }: FeedBatch): string {
  return `${VERSION} ${epoch} ${fromOffset} ${toOffset}\n${JSON.stringify(changes)}\n${encodeEvents(events)}`;
}

function encodeEvents(events: readonly StoredEvent[] | null): string {
  if (events === null) return 'null';
  let text = '';
  for (const event of events) {
    text += (text === '' ? '' : ',') + JSON.stringify(event);
    if (text.length > EVENTS_LIMIT) return 'null';
  }
  return `[${text}]`;
}

/** The batch of a message; null if it is not of this version's form. */
export function decodeBatch(message: string): FeedBatch | null {
  const first = message.indexOf('\n');
  const second = message.indexOf('\n', first + 1);
  const head = HEAD.exec(message.slice(0, Math.max(first, 0)));
  if (second < 0 || !head) return null;
  const [, epoch = '', from, to] = head;
  return new EncodedBatch(epoch, Number(from), Number(to), message.slice(first + 1, second), message.slice(second + 1));
}

/** Parses what is asked for, once. `changes` throws if the text is not JSON. */
class EncodedBatch implements FeedBatch {
  private parsedChanges: readonly FeedChange[] | undefined;
  private parsedEvents: readonly StoredEvent[] | null | undefined;

  constructor(
    readonly epoch: string,
    readonly fromOffset: number,
    readonly toOffset: number,
    private readonly changesText: string,
    private readonly eventsText: string,
  ) {}

  get changes(): readonly FeedChange[] {
    return (this.parsedChanges ??= JSON.parse(this.changesText) as FeedChange[]);
  }

  get events(): readonly StoredEvent[] | null {
    if (this.parsedEvents === undefined) this.parsedEvents = parseEvents(this.eventsText);
    return this.parsedEvents;
  }
}

/** Whoever wants events has the store to read them from: unreadable ones count as left out. */
function parseEvents(text: string): readonly StoredEvent[] | null {
  try {
    return JSON.parse(text) as StoredEvent[] | null;
  } catch {
    return null;
  }
}
