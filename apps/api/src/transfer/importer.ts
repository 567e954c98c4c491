/**
 * Files of raw events into the database, through the same ingest as webhooks: dedupe by id, fold, offsets of its own,
 * one transaction a batch. Invariants: memory is that of a batch; what is imported twice is stored once; a batch is
 * stored whole or not at all, so an interrupted import can simply be repeated. Nothing is published: running replicas
 * check the head of the database once a second.
 */
import { commitBatch, quarantined } from '../ingest/commit-batch';
import type { ReceivedEvent } from '../ingest/received-event';
import { isPermanentError } from '../store/sql/errors';
import type { BatchRepository } from '../store/batch/batch.repository';
import { entriesOf } from './entries';
import { linesOf } from './lines';
import { readEvent } from './read-event';
import { Tally } from './tally';

/** A webhook has up to 4 MiB, and the line repeats its names. */
const LINE_BYTES = 8 * 1024 * 1024;
/** The batch size of ingest: webhooks that arrive meanwhile wait for one batch. */
const BATCH = { events: 256, bytes: LINE_BYTES };

export interface ImportedFile {
  /** As errors name it. */
  readonly name: string;
  readonly chunks: AsyncIterable<Buffer>;
}

interface Options {
  /** Called after each batch. */
  readonly progress?: (tally: Tally) => void;
  /** The latest possible receive time. Default: now. */
  readonly nowMs?: number;
}

export class Importer {
  readonly tally = new Tally();
  private batch: ReceivedEvent[] = [];
  private bytes = 0;

  constructor(
    private readonly batches: BatchRepository,
    private readonly options: Options = {},
  ) {}

  /** Rejects if the file cannot be read further, or the database is unavailable; what was stored until then stays. */
  async run({ name, chunks }: ImportedFile): Promise<void> {
    try {
      for await (const entry of entriesOf(linesOf(chunks, LINE_BYTES))) {
        this.tally.read += 1;
        const read = entry.ok ? readEvent(entry.text, this.options.nowMs ?? Date.now()) : entry;
        if (read.ok === true) await this.add(read.received);
        else if (read.ok === 'note') this.tally.notes += 1;
        else this.tally.fail(`${name}, line ${entry.number}`, read.reason);
      }
    } finally {
      await this.flush();
    }
  }

  private async add(received: ReceivedEvent): Promise<void> {
    const full = this.batch.length >= BATCH.events || this.bytes + received.bytes > BATCH.bytes;
    if (full) await this.flush();
    this.batch.push(received);
    this.bytes += received.bytes;
  }

  private async flush(): Promise<void> {
    const { batch } = this;
    this.batch = [];
    this.bytes = 0;
    if (batch.length === 0) return;
    await this.commit(batch);
    this.options.progress?.(this.tally);
  }

  /**
   * A batch that can never be stored is tried again by halves, so that only the event with the error is quarantined.
   */
  private async commit(batch: readonly ReceivedEvent[]): Promise<void> {
    try {
      const { outcomes, forgotten } = await this.batches.transaction((tx) => commitBatch(tx, batch));
      for (const outcome of outcomes) this.tally.count(outcome);
      this.tally.forgotten += forgotten;
    } catch (error) {
      if (!isPermanentError(error)) throw error;
      const [one] = batch;
      if (one && batch.length === 1) return this.keepApart(one, error);
      const middle = batch.length >> 1;
      await this.commit(batch.slice(0, middle));
      await this.commit(batch.slice(middle));
    }
  }

  private async keepApart(received: ReceivedEvent, error: unknown): Promise<void> {
    await this.batches.quarantine(quarantined(received, error));
    this.tally.count('quarantined');
  }
}
