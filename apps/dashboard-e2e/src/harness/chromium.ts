/**
 * The browser: `CHROMIUM`, else one on PATH, else the one of @sparticuz/chromium (Linux, unpacked on first use).
 * Whoever launches it closes it.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** No sandbox, since CI runs as root; nothing that a browser does on its own account. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

const isRunnable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Null if there is none. */
export async function findChromium(): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const named = process.env['CHROMIUM'];
  return [...(named ? [named] : []), ...candidates].find(isRunnable) ?? (await packaged());
}

async function packaged(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const { default: sparticuz } = await import('@sparticuz/chromium');
  return sparticuz.executablePath().catch(() => null);
}

export async function launchChromium(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('No Chromium: set CHROMIUM, or put chromium on PATH');
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
