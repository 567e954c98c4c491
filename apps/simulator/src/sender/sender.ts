/**
 * Delivers webhooks by LiveKit's rules (its `ResourceURLNotifier`).
 *
 * - One serial queue per key (egress id, else ingress id, else room name): the next event waits for the one before it,
 *   its retries included. Queues do not wait for each other.
 * - A queue holds 200; one more is dropped. An event older than 30 s when its turn comes is dropped.
 * - A network error, 429, and any 5xx but 501 is tried again after 1, 2, 4 and 8 s, with the same body, id and token.
 *   Any other answer counts as delivered, a 4xx too: that event is lost.
 * - Nothing is persisted: queued events are lost when the process ends.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Post } from '@livekit-dashboard/traffic';
import { type ApiKey, signWebhook } from '@livekit-dashboard/livekit';

export const QUEUE_DEPTH = 200;
export const MAX_AGE_MS = 30_000;
const RETRY_DELAYS_MS: readonly number[] = [1000, 2000, 4000, 8000];

export interface Outcome {
  /** `delivered` means answered without a retry, whatever the response; `failed` that the last retry failed too. */
  readonly result: 'delivered' | 'failed' | 'dropped_full' | 'dropped_old';
  /** The last response; null after a network error, or if it was never posted. */
  readonly status: number | null;
  readonly attempts: number;
}

export interface SenderOptions {
  readonly post: Post;
  readonly apiKey: ApiKey;
  /** Defaults to the clock of the machine. */
  readonly now?: () => number;
  /** Waits between two tries; defaults to a timer. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

interface Queue {
  length: number;
  tail: Promise<unknown>;
}

export class Sender {
  private readonly queues = new Map<string, Queue>();
  private readonly now: () => number;
  private readonly wait: (ms: number) => Promise<unknown>;

  constructor(private readonly options: SenderOptions) {
    this.now = options.now ?? Date.now;
    this.wait = options.wait ?? sleep;
  }

  /** Queues a body; settles when it is delivered, given up or dropped. Never rejects. */
  async send(key: string, body: string): Promise<Outcome> {
    const queue = this.queues.get(key) ?? { length: 0, tail: Promise.resolve() };
    if (queue.length >= QUEUE_DEPTH) return { result: 'dropped_full', status: null, attempts: 0 };
    this.queues.set(key, queue);
    queue.length += 1;
    const queuedAt = this.now();
    const outcome = queue.tail.then(() => this.deliver(body, queuedAt));
    queue.tail = outcome;
    const settled = await outcome;
    queue.length -= 1;
    if (queue.length === 0) this.queues.delete(key);
    return settled;
  }

  private async deliver(body: string, queuedAt: number): Promise<Outcome> {
    const now = this.now();
    if (now - queuedAt > MAX_AGE_MS) return { result: 'dropped_old', status: null, attempts: 0 };
    const bytes = Buffer.from(body);
    const token = signWebhook(bytes, this.options.apiKey, now);
    for (let attempts = 1; ; attempts++) {
      const status = await this.options.post(bytes, token).catch(() => null);
      if (!isTransient(status)) return { result: 'delivered', status, attempts };
      const delay = RETRY_DELAYS_MS[attempts - 1];
      if (delay === undefined) return { result: 'failed', status, attempts };
      await this.wait(delay);
    }
  }
}

const isTransient = (status: number | null): boolean =>
  status === null || status === 429 || (status >= 500 && status !== 501);
