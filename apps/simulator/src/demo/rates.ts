import { RATE_PRESETS, type Rates } from '@livekit-dashboard/contracts';

/** Far enough back for everything that the demo posts. */
const DAYS_BACK = 60;
const DAY_MS = 86_400_000;

/** Saves list prices, so that the demo shows costs. A dashboard that has rates keeps them. `url`: any address of the dashboard. */
export async function saveListRates(url: URL, nowMs: number): Promise<void> {
  const target = new URL('/api/v1/rates', url);
  const saved = (await (await fetch(target)).json()) as { readonly history: readonly unknown[] };
  const [preset] = RATE_PRESETS;
  if (saved.history.length > 0 || !preset) return;
  const effectiveFrom = `${new Date(nowMs - DAYS_BACK * DAY_MS).toISOString().slice(0, 8)}01`;
  const body: Rates = { ...preset.rates, effectiveFrom };
  const headers = { 'content-type': 'application/json' };
  const reply = await fetch(target, { method: 'PUT', headers, body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`The rates of the demo were answered ${reply.status}: ${await reply.text()}`);
}
