/** Cannot be stored now, and may be in a moment: the sender shall try again. Nothing was lost, nothing acknowledged. */
export class IngestUnavailable extends Error {
  constructor(readonly reason: 'queue_full' | 'database_away' | 'shutting_down' | 'too_slow') {
    super(`cannot store now: ${reason}`);
    this.name = 'IngestUnavailable';
  }
}
