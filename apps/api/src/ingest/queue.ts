/**
 * Events waiting for a transaction, bounded in number and in bytes. Each has a promise that its webhook waits for, and a
 * deadline after which that webhook is told to try again, whatever became of the event.
 */
import { IngestUnavailable } from './ingest-unavailable';
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

  /** False if it is full. One event always fits into an empty queue. */
  push(one: Waiting): boolean {
    const { events, bytes } = this.limits;
    const full = this.waiting.length >= events || this.bytes + one.received.bytes > bytes;
    if (full && this.waiting.length > 0) return false;
    this.waiting.push(one);
    this.bytes += one.received.bytes;
    return true;
  }

  /** The oldest, as many as one transaction takes. */
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

  /** Tells everybody who waits to come back later. */
  rejectAll(reason: IngestUnavailable['reason']): void {
    for (const one of this.waiting.splice(0)) one.reject(new IngestUnavailable(reason));
    this.bytes = 0;
  }
}
