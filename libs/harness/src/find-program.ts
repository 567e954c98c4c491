import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The path of a program on PATH; null if there is none. */
export function findOnPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `redis-server` on PATH; null if there is none. */
export const findRedis = (): string | null => findOnPath('redis-server');

/** livekit-server: `LIVEKIT_SERVER`, or `livekit-server` on PATH, or where `go install` puts it. Null if there is none. */
export function findLiveKit(): string | null {
  const named = process.env['LIVEKIT_SERVER'];
  if (named !== undefined) return named;
  const installed = join(homedir(), 'go', 'bin', 'server');
  return findOnPath('livekit-server') ?? (isExecutable(installed) ? installed : null);
}

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Chromium: `CHROMIUM`, else one on PATH, else the one of @sparticuz/chromium (Linux, unpacked on first use). Null if there is none. */
export async function findChromium(): Promise<string | null> {
  const named = process.env['CHROMIUM'];
  if (named && isExecutable(named)) return named;
  for (const name of BROWSERS) {
    const found = findOnPath(name);
    if (found !== null) return found;
  }
  return packagedChromium();
}

async function packagedChromium(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const { default: sparticuz } = await import('@sparticuz/chromium');
  return sparticuz.executablePath().catch(() => null);
}
