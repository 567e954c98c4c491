/** Webhooks posted from a separate process. Every run sends new events, also on a database that is kept. */
import type { IngestFigures, IngestLoad } from './ingest-load';
import { Worker } from './worker';

let seed = Date.now();

export async function postWebhooks(webhook: URL, load: Omit<IngestLoad, 'url' | 'seed'>): Promise<IngestFigures> {
  const worker = Worker.start('ingest');
  try {
    const input = { ...load, url: webhook.href, seed: ++seed } satisfies IngestLoad;
    return (await worker.call('run', input)) as IngestFigures;
  } finally {
    await worker.stop();
  }
}
