/**
 * Reads one event of a file, which may be hostile, as an event for ingest. Its content is read from its payload, as for
 * a webhook. Its id, times, server and key are from the file, each within limits.
 */
import { parseExact } from '@livekit-dashboard/contracts';
import { DAY_MS, RETENTION_EVENTS, SYNTHETIC_EVENTS } from '@livekit-dashboard/domain';
import { readStored } from '@livekit-dashboard/livekit';
import { z } from 'zod';
import type { ReceivedEvent } from '../ingest/received-event';

export type ReadEvent =
  | { readonly ok: true; readonly received: ReceivedEvent }
  /** An event about a deletion in another database, which did not happen on LiveKit. */
  | { readonly ok: 'note' }
  | { readonly ok: false; readonly reason: string };

/** Text that a column can store: without NUL and lone surrogates. */
const word = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), 'has a character that cannot be stored');
const instant = z.iso
  .datetime()
  .transform((text) => Date.parse(text))
  .refine((ms) => ms >= 0, 'is before 1970');
const payload = z.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'must be an object',
);

const storedForm = z.object({
  id: word(1_000),
  source: word(200),
  apiKey: word(1_000).nullable(),
  createdAt: instant.nullable(),
  receivedAt: instant,
  synthetic: z.boolean(),
  payload,
});

const NOTES: ReadonlySet<string> = new Set(RETENTION_EVENTS);
const MADE_BY_US: ReadonlySet<string> = new Set(SYNTHETIC_EVENTS);

export function readEvent(text: string, nowMs: number): ReadEvent {
  const line = parsed(text);
  if (!line.ok) return line;
  const { id, source, apiKey, synthetic, createdAt: createdAtMs, receivedAt, payload: sent } = line.form;
  if (receivedAt > nowMs + DAY_MS) return { ok: false, reason: 'receivedAt: is in the future' };
  const stored = readStored({ id, createdAtMs, receivedAtMs: receivedAt, synthetic, payload: sent });
  if (stored === null) return { ok: false, reason: 'payload: names no event' };
  const { event } = stored;
  if (synthetic && NOTES.has(event.event)) return { ok: 'note' };
  if (synthetic !== MADE_BY_US.has(event.event)) {
    return { ok: false, reason: `synthetic: is ${String(synthetic)}, which ${event.event.slice(0, 100)} never is` };
  }
  const bytes = Buffer.byteLength(text);
  return {
    ok: true,
    received: { source, apiKey, receivedAt, bytes, synthetic, event, payload: { ...stored.payload } },
  };
}

type Parsed = { readonly ok: true; readonly form: z.output<typeof storedForm> } | (ReadEvent & { readonly ok: false });

function parsed(text: string): Parsed {
  let json: unknown;
  try {
    json = parseExact(text);
  } catch {
    return { ok: false, reason: 'not JSON' };
  }
  const { success, data, error } = storedForm.safeParse(json);
  if (success) return { ok: true, form: data };
  const [issue] = error.issues;
  const path = issue?.path.join('.') ?? '';
  return { ok: false, reason: `${path === '' ? 'the event' : path}: ${issue?.message ?? 'is not of this form'}` };
}
