import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../find-program';

/** No sandbox, since CI runs as root; no requests that the browser makes for itself. */
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

/** Starts a headless Chromium. The caller closes it. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('No Chromium: set CHROMIUM, or put chromium on PATH');
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
