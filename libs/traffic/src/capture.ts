import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WORKSPACE } from '@livekit-dashboard/harness';

/** One recorded delivery of a real LiveKit server. The body is exactly as it was posted; its token has expired. */
export interface CapturedDelivery {
  /** ms since the first delivery of the capture. */
  readonly atMs: number;
  /** The receiver's answer. */
  readonly answered: number;
  readonly body: string;
}

export const CAPTURES = join(WORKSPACE, 'apps', 'simulator', 'captures');

/** Reads a capture by path, or by its name in `captures/`. */
export async function readCapture(nameOrPath: string): Promise<CapturedDelivery[]> {
  const named = join(CAPTURES, `${nameOrPath}.jsonl`);
  const path = existsSync(nameOrPath) ? nameOrPath : named;
  if (!existsSync(path)) throw new Error(`No capture "${nameOrPath}". There are: ${(await captureNames()).join(', ')}`);
  const lines = (await readFile(path, 'utf8')).split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as CapturedDelivery);
}

export async function captureNames(): Promise<string[]> {
  const files = await readdir(CAPTURES);
  return files
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => file.slice(0, -'.jsonl'.length))
    .sort();
}

/** The key by which LiveKit queued a body: egress id, otherwise ingress id, otherwise room name. */
export function queueKey(body: string): string {
  const { egressInfo, ingressInfo, room } = JSON.parse(body) as {
    egressInfo?: { egressId?: string };
    ingressInfo?: { ingressId?: string };
    room?: { name?: string };
  };
  return egressInfo?.egressId ?? ingressInfo?.ingressId ?? room?.name ?? '';
}
