/**
 * A batch as a Redis message of three lines: its position in the stream, its changes, its events. A fourth line, if
 * there is one, has the sessions whose earlier events moved; a replica of a release without it reads the events from
 * the store.
 *
 * Every replica receives every batch, so reading has to be cheap: a duplicate is recognized by its first line, and the
 * events, which are most of the bytes, are parsed only on demand.
 */
import { parseExact, type StoredEvent } from '@livekit-dashboard/contracts';
import type { FeedBatch, FeedChange, SourcedSession } from '../store/stream/feed';

/** Of a message of another version only this word is read: during an upgrade, old and new replicas share a feed. */
const VERSION = 'feed2';
const HEAD = /^feed2 ([0-9a-f-]{36}) (\d+) (\d+)$/;

/** Events above this size, in characters, are left out, and readers load them from the store (FE7). */
const EVENTS_LIMIT = 256 * 1024;

export function encodeBatch({ epoch, fromOffset, toOffset, changes, events, moved }: FeedBatch): string {
  const lines = [`${VERSION} ${epoch} ${fromOffset} ${toOffset}`, JSON.stringify(changes), encodeEvents(events)];
  return (moved ? [...lines, JSON.stringify(moved)] : lines).join('\n');
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

/** The batch of a message; null if it has another version (FE7). */
export function decodeBatch(message: string): FeedBatch | null {
  const first = message.indexOf('\n');
  const second = message.indexOf('\n', first + 1);
  const third = second < 0 ? -1 : message.indexOf('\n', second + 1);
  const head = HEAD.exec(message.slice(0, Math.max(first, 0)));
  if (second < 0 || !head) return null;
  const [, epoch = '', from, to] = head;
  const changes = message.slice(first + 1, second);
  if (third < 0) return new EncodedBatch(epoch, Number(from), Number(to), changes, message.slice(second + 1));
  const moved = JSON.parse(message.slice(third + 1)) as SourcedSession[];
  return new EncodedBatch(epoch, Number(from), Number(to), changes, message.slice(second + 1, third), moved);
}

/** Parses each part on demand, once. `changes` throws if the text is not JSON. */
class EncodedBatch implements FeedBatch {
  private parsedChanges: readonly FeedChange[] | undefined;
  private parsedEvents: readonly StoredEvent[] | null | undefined;

  constructor(
    readonly epoch: string,
    readonly fromOffset: number,
    readonly toOffset: number,
    private readonly changesText: string,
    private readonly eventsText: string,
    readonly moved: readonly SourcedSession[] = [],
  ) {}

  get changes(): readonly FeedChange[] {
    return (this.parsedChanges ??= JSON.parse(this.changesText) as FeedChange[]);
  }

  get events(): readonly StoredEvent[] | null {
    if (this.parsedEvents === undefined) this.parsedEvents = parseEvents(this.eventsText);
    return this.parsedEvents;
  }
}

/** Unreadable events count as left out, since readers can load them from the store. */
function parseEvents(text: string): readonly StoredEvent[] | null {
  try {
    return parseExact(text) as StoredEvent[] | null;
  } catch {
    return null;
  }
}
