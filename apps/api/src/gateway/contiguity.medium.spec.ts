import { Subject } from 'rxjs';
import type { Change, Position } from '@livekit-dashboard/contracts';
import { eventually, pause } from '@livekit-dashboard/harness';
import { ChangeFeed } from '../publish/change-feed';
import type { FeedBatch } from '../store/stream/feed';
import { chance } from '../testing/chance';
import { FakeStream } from '../testing/fake-stream';
import { type GatewayApp, startGateway } from '../testing/gateway-app';
import { type Seen, WireClient } from '../testing/wire-client';

/** A feed that loses, repeats, delays and reorders messages; each replica has its own. */
class BadFeed extends ChangeFeed {
  readonly batches = new Subject<FeedBatch>();
  readonly restored = new Subject<void>();
  readonly connected = true;

  constructor(private readonly random: () => number) {
    super();
  }

  publish(batch: FeedBatch): void {
    for (let copies = Math.floor(this.random() * 3); copies > 0; copies--) {
      void pause(this.random() * 40).then(() => this.batches.next(batch));
    }
  }
}

/** A client as in CONTRACT.md that resumes on any replica, and fails if the contract is violated. */
class Follower {
  position: Position | null = null;
  readonly rows = new Map<string, Change>();
  readonly events: number[] = [];
  private client: WireClient | null = null;
  private read = 0;
  private answered = false;

  constructor(private readonly topic: 'sessions' | 'events') {}

  /** Sent to a replica, not yet received. */
  moving = false;

  /** Leaves its replica, and resumes on another. */
  async move(app: GatewayApp): Promise<void> {
    this.disconnect();
    this.moving = true;
    const client = await WireClient.connect(app.url);
    this.client = client;
    this.read = 0;
    this.answered = false;
    this.moving = false;
    await client.subscribe(this.topic, this.position ?? undefined);
  }

  /** Processes what arrived since the last time. */
  catchUp(): void {
    for (const seen of this.client?.seen.slice(this.read) ?? []) this.take(seen);
    this.read = this.client?.seen.length ?? 0;
  }

  disconnect(): void {
    this.catchUp();
    this.client?.close();
  }

  private take(seen: Seen): void {
    if (seen.what === 'reset') throw new Error('nobody was slow');
    if (seen.what === 'reply') {
      const { reply } = seen;
      if (!reply.ok) throw new Error(reply.error.message);
      this.answered = true;
      expect(reply.mode).toBe(this.position ? 'resumed' : 'snapshot');
      this.position = { epoch: reply.epoch, offset: reply.offset };
      this.apply('changes' in reply ? reply.changes : [], 'events' in reply ? reply.events : [], 0);
      return;
    }
    const { fromOffset, toOffset, epoch } = seen.message;
    if (!this.position || !this.answered) throw new Error('a message before the answer');
    const held = this.position.offset;
    if (toOffset <= held) return;
    expect(fromOffset).toBeLessThanOrEqual(held);
    this.position = { epoch, offset: toOffset };
    this.apply(
      seen.what === 'changes' ? seen.message.changes : [],
      seen.what === 'events' ? seen.message.events : [],
      held,
    );
  }

  private apply(changes: readonly Change[], events: readonly { readonly offset: number }[], held: number): void {
    for (const change of changes) {
      if (change.offset > (this.rows.get(change.id)?.offset ?? 0)) this.rows.set(change.id, change);
    }
    this.events.push(...events.map(({ offset }) => offset).filter((offset) => offset > held));
  }
}

describe('clients of two replicas behind a feed that loses, repeats and reorders', () => {
  it.each([1, 2, 3, 4])('[TO1][TO2] hold what the store holds, and saw each event once (seed %i)', async (seed) => {
    const random = chance(seed);
    const stream = new FakeStream();
    const feeds = [new BadFeed(random), new BadFeed(random)];
    const apps = await Promise.all(feeds.map((feed) => startGateway(stream, feed)));
    const anyApp = (): GatewayApp => apps[Math.floor(random() * apps.length)]!;
    const followers = Array.from({ length: 6 }, (_, i) => new Follower(i % 2 === 0 ? 'sessions' : 'events'));
    for (const follower of followers) await follower.move(anyApp());

    for (let step = 0; step < 150; step++) {
      const batch = stream.commit(
        `RM_${Math.floor(random() * 8)}`,
        1 + Math.floor(random() * 3),
        random() < 0.2 ? 'ended' : 'active',
      );
      for (const feed of feeds) feed.publish(random() < 0.3 ? { ...batch, events: null } : batch);
      const mover = followers[Math.floor(random() * 60)];
      if (mover && !mover.moving) {
        stream.hold = pause(random() * 120); // traffic continues while it is answered
        void mover.move(anyApp());
      }
      await pause(random() * 10);
    }

    await eventually(async () => {
      for (const follower of followers) follower.catchUp();
      expect(followers.map(({ position }) => position?.offset)).toEqual(followers.map(() => stream.offset));
    });
    for (const [i, follower] of followers.entries()) {
      expect(follower.position?.offset).toBe(stream.offset);
      if (i % 2 === 0)
        expect(new Map([...follower.rows].map(([id, { offset }]) => [id, offset]))).toEqual(stream.lastOffsets());
      else expect(follower.events).toEqual(Array.from({ length: stream.offset }, (_, offset) => offset + 1));
      follower.disconnect();
    }
    for (const app of apps) await app.close();
  });
});
