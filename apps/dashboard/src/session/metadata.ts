import { Component, computed, input, resource } from '@angular/core';
import { METADATA_PREVIEW_BYTES, type SessionDetail } from '@livekit-dashboard/contracts';
import { CodeBlock } from '@livekit-dashboard/ui';
import { getJson } from '../live/rest';

/** Of what it is, as the topic tells it: cut where it is long. */
export interface Described {
  readonly sid: string;
  readonly metadata: string | null;
  readonly metadataBytes: number | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A cut falls between two letters, so it may leave up to three bytes less. */
const CUT_BYTES = METADATA_PREVIEW_BYTES - 3;
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

export const isCut = ({ metadataBytes, attributes }: Described): boolean =>
  (metadataBytes ?? 0) > METADATA_PREVIEW_BYTES || Object.values(attributes).some((text) => bytesOf(text) >= CUT_BYTES);

/** JSON with its lines, anything else as it is. */
export function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/**
 * Metadata and attributes, whole: what the topic cut comes from REST, once, when one looks. Text from outside, shown as text.
 * LiveKit sends no webhook when they change, so they are what they were at the last join or leave, and say so.
 */
@Component({
  selector: 'lk-metadata',
  imports: [CodeBlock],
  templateUrl: './metadata.html',
  styleUrl: './metadata.scss',
})
export class Metadata {
  readonly sessionSid = input.required<string>();
  readonly of = input.required<Described>();
  /** When LiveKit told it. */
  readonly told = input.required<string>();

  /** Told anew when there is another version of it; nothing to ask for: undefined. */
  private readonly wanted = computed(
    () => {
      const of = this.of();
      return isCut(of) ? { session: this.sessionSid(), sid: of.sid, bytes: of.metadataBytes } : undefined;
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  protected readonly whole = resource({
    params: this.wanted,
    loader: ({ params, abortSignal }) => load(params.session, params.sid, abortSignal),
  });
  protected readonly shown = computed(() => (this.whole.hasValue() ? this.whole.value() : this.of()));
  protected readonly metadata = computed(() => readable(this.shown().metadata ?? ''));
  protected readonly attributes = computed(() => Object.entries(this.shown().attributes));
}

/** Of a session the participant asked for is nobody: its own row comes alone. */
async function load(session: string, sid: string, signal: AbortSignal): Promise<Omit<Described, 'metadataBytes'>> {
  const path = `sessions/${encodeURIComponent(session)}`;
  const detail = await getJson<SessionDetail>(path, { participant: sid }, signal);
  return detail.participants[0] ?? { ...detail.session, attributes: {} };
}
