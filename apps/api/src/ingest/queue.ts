/**
 * Events that wait for a transaction, bounded in number and in bytes (ST7). Each has a promise that its webhook awaits,
 * and a deadline after which the webhook is answered 503, whatever happens to the event.
 */
import type { IngestUnavailable } from './ingest-unavailable';
import type { Outcome } from './commit-batch';
import type { ReceivedEvent } from './received-event';

export interface Waiting {
  readonly received: ReceivedEvent;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: IngestUnavailable) => void;
}

export interface QueueLimits {
  readonly events: number;
  readonly bytes: number;
  readonly batchEvents: number;
  readonly batchBytes: number;
}

export class IngestQueue {
  private waiting: Waiting[] = [];
  private bytes = 0;

  constructor(private readonly limits: QueueLimits) {}

  get length(): number {
    return this.waiting.length;
  }

  /** False if the queue is full. An empty queue accepts an event of any size. */
  push(one: Waiting): boolean {
    const { events, bytes } = this.limits;
    const full = this.waiting.length >= events || this.bytes + one.received.bytes > bytes;
    if (full && this.waiting.length > 0) return false;
    this.waiting.push(one);
    this.bytes += one.received.bytes;
    return true;
  }

  /** Removes the oldest events, as many as one transaction may contain. */
  take(): Waiting[] {
    let count = 0;
    let bytes = 0;
    for (const { received } of this.waiting) {
      bytes += received.bytes;
      if (count > 0 && (count >= this.limits.batchEvents || bytes > this.limits.batchBytes)) break;
      count += 1;
    }
    const batch = this.waiting.splice(0, count);
    for (const { received } of batch) this.bytes -= received.bytes;
    return batch;
  }

  /** Removes all events. */
  takeAll(): Waiting[] {
    this.bytes = 0;
    return this.waiting.splice(0);
  }
}
