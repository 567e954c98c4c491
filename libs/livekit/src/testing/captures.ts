/** The deliveries of a real LiveKit server, for tests. */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../../apps/simulator/captures/', import.meta.url);

export interface Captured {
  readonly capture: string;
  readonly body: string;
}

export const captured: readonly Captured[] = readdirSync(folder)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) =>
    readFileSync(new URL(file, folder), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ capture: file.replace('.jsonl', ''), body: (JSON.parse(line) as { body: string }).body })),
  );

export const capturedBodies = (capture: string): readonly string[] =>
  captured.filter((delivery) => delivery.capture === capture).map((delivery) => delivery.body);
