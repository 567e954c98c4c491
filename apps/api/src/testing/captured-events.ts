/** Captures of a real LiveKit server, as its webhooks would deliver them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWebhook } from '@livekit-dashboard/livekit';
import type { ReceivedEvent } from '../ingest/received-event';

const FOLDER = join(import.meta.dirname, '../../../simulator/captures');
/** When the first delivery of each capture arrived, in ms. */
const STARTED_MS = 1_795_465_160_250;

export const captureNames = (): string[] => readdirSync(FOLDER);
/** The recorded text of a capture. */
export const captureText = (capture: string): string => readFileSync(join(FOLDER, capture), 'utf8');

/** The events of a capture as received: the first copy of each, with its time. */
export function capturedEvents(capture: string): ReceivedEvent[] {
  const seen = new Set<string>();
  return captureText(capture)
    .trim()
    .split('\n')
    .flatMap((line) => {
      const { atMs, body } = JSON.parse(line) as { atMs: number; body: string };
      const parsed = parseWebhook(Buffer.from(body), STARTED_MS + atMs);
      if (!parsed.ok) throw new Error(`${capture}: ${parsed.error}`);
      const { event, payload } = parsed;
      if (seen.has(event.id)) return [];
      seen.add(event.id);
      const receivedAt = event.receivedAtMs;
      return [
        { source: 'default', apiKey: 'devkey', receivedAt, bytes: body.length, synthetic: false, event, payload },
      ];
    });
}
