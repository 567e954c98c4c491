import {
  type Change,
  type ChangesMessage,
  type DigestKind,
  type DigestTopic,
  TOPIC_DIGESTS,
} from '@livekit-dashboard/contracts';
import type { DigestRows } from '../../store/digests/digest.repository';
import type { FeedBatch } from '../../store/stream/feed';
import { DigestTurn, PACES } from './digest-pace';
import { LatestEvents } from './latest-events';
import { Channel, type ChannelHost } from './channel';

/** Counts these digests, all as of one point in time. */
export type ReadDigests = (kinds: readonly DigestKind[]) => Promise<DigestRows>;

/**
 * `overview`, `agents-day`: digests. Each is replaced whole, and only when more than its time has changed.
 *
 * Invariants: a digest is counted at its pace (digest-pace.ts). A message that covers events has the topic's first
 * digest and all digests that changed since the last such message, so a client that reads only those misses nothing. A
 * message that covers none (`fromOffset` = `toOffset`) has digests that changed without an event, or sooner; it begins
 * at or after the offset of every member's answer.
 */
export class DigestChannel extends Channel<ChangesMessage> {
  private readonly turns: ReadonlyMap<DigestKind, DigestTurn>;
  private readonly events = new LatestEvents();
  /**
   * The last content that was sent, by kind. Null: members received different contents, so the next one is sent in any
   * case.
   */
  private readonly sent = new Map<DigestKind, string | null>();
  /** Sent since the last message that covered events. */
  private readonly unclaimed = new Map<DigestKind, Change>();
  private counting = false;

  constructor(
    topic: DigestTopic,
    host: ChannelHost,
    private readonly read: ReadDigests,
  ) {
    super(topic, host);
    this.turns = new Map(TOPIC_DIGESTS[topic].map((kind) => [kind, new DigestTurn(PACES[kind])]));
    this.flushWhenDue();
  }

  take(batch: FeedBatch): void {
    this.events.take(batch);
    for (const turn of this.turns.values()) turn.touch();
    this.flushWhenDue();
  }

  /** Other members may have received another value before this answer was read, or since. */
  override admitted(offset: number, changes: readonly Change[]): void {
    super.admitted(offset, changes);
    this.learn(changes);
    for (const change of changes) {
      const kind = change.kind as DigestKind;
      const content = contentOf(change);
      if (!this.sent.has(kind)) this.sent.set(kind, content);
      if (this.sent.get(kind) === content) continue;
      this.sent.set(kind, null);
      this.turns.get(kind)?.want();
    }
    this.flushWhenDue();
  }

  override flush(now: number): void {
    if (this.counting) return;
    const due = [...this.turns].filter(([, { dueAt }]) => dueAt <= now + 1);
    for (const [, turn] of due) turn.begin(now);
    void this.count(due.map(([kind]) => kind));
  }

  private flushWhenDue(): void {
    if (this.counting || this.closed) return;
    this.host.flushAt(this, Math.min(...[...this.turns.values()].map(({ dueAt }) => dueAt)));
  }

  /** Never rejects: while the database is unavailable it counts again later. */
  private async count(kinds: readonly DigestKind[]): Promise<void> {
    this.counting = true;
    try {
      const atHand = kinds.includes('activity') ? this.activity() : null;
      const fromStore = kinds.filter((kind) => kind !== 'activity' || atHand === null);
      const { offset, changes } =
        fromStore.length > 0 ? await this.read(fromStore) : { offset: this.sentTo, changes: [] };
      for (const kind of fromStore) this.turns.get(kind)?.end(performance.now());
      this.learn(changes);
      this.publish(offset, atHand === null ? changes : [...changes, atHand]);
    } catch {
      for (const kind of kinds) this.turns.get(kind)?.want(); // the feed's reader logs that the database is away
    }
    this.counting = false;
    this.flushWhenDue();
  }

  private activity(): Change | null {
    const items = this.events.items();
    if (items === null) return null;
    const value = { at: new Date().toISOString(), items: [...items] };
    return { kind: 'activity', id: 'activity', offset: items[0]?.offset ?? 0, value };
  }

  private learn(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.kind === 'activity' && change.value) this.events.learn(change.offset, change.value.items);
    }
  }

  private publish(offset: number, counted: readonly Change[]): void {
    const news = counted.filter((change) => this.isNews(change));
    if (news.length === 0) return;
    for (const change of news) this.unclaimed.set(change.kind as DigestKind, change);
    const [first] = this.turns.keys();
    const covers = offset > Math.max(this.sentTo, this.answeredTo) && news.some(({ kind }) => kind === first);
    if (covers) this.sendUpTo(offset, [...this.unclaimed.values()]);
    else this.sendWithoutEvents(news);
    if (covers) this.unclaimed.clear();
  }

  private isNews(change: Change): boolean {
    const kind = change.kind as DigestKind;
    const content = contentOf(change);
    if (this.sent.get(kind) === content) return false;
    this.sent.set(kind, content);
    return true;
  }

  /** Covers no events, for all members: those answered at an earlier offset are first brought to the latest. */
  private sendWithoutEvents(changes: readonly Change[]): void {
    if (this.answeredTo > this.sentTo) this.sendUpTo(this.answeredTo, []);
    this.sendUpTo(this.sentTo, changes);
  }

  private sendUpTo(toOffset: number, changes: readonly Change[]): void {
    const serverTime = new Date().toISOString();
    this.send({ topic: this.topic, epoch: this.epoch, fromOffset: this.sentTo, toOffset, serverTime, changes });
  }
}

/** All but when it was counted. */
const contentOf = ({ value }: Change): string => JSON.stringify({ ...value, at: null });
