/** The event cannot be stored now, and the sender should retry (ST5). Nothing was acknowledged, so nothing is lost. */
export class IngestUnavailable extends Error {
  constructor(readonly reason: 'queue_full' | 'database_away' | 'shutting_down' | 'too_slow') {
    super(`cannot store now: ${reason}`);
    this.name = 'IngestUnavailable';
  }
}
