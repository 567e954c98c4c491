import { Component, computed, input, resource } from '@angular/core';
import { METADATA_PREVIEW_BYTES, type SessionDetail } from '@livekit-dashboard/contracts';
import { CodeBlock } from '@livekit-dashboard/ui';
import { getJson } from '../live/rest';
import { sourceParam } from '../live/source-param';

/** The texts as the topic has them: long ones are cut. */
export interface Described {
  readonly sid: string;
  readonly metadata: string | null;
  readonly metadataBytes: number | null;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A cut is between two characters, so it may be up to three bytes shorter. */
const CUT_BYTES = METADATA_PREVIEW_BYTES - 3;
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

export const isCut = ({ metadataBytes, attributes }: Described): boolean =>
  (metadataBytes ?? 0) > METADATA_PREVIEW_BYTES || Object.values(attributes).some((text) => bytesOf(text) >= CUT_BYTES);

/** JSON with line breaks, other text unchanged. */
export function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/**
 * Complete metadata and attributes: what the topic cut is loaded from REST once, when the tab is open. They are text
 * from outside and are shown as text. LiveKit sends no webhook when they change, so they are as of the last join or
 * leave, which is stated.
 */
@Component({
  selector: 'lk-metadata',
  imports: [CodeBlock],
  templateUrl: './metadata.html',
  styleUrl: './metadata.scss',
})
export class Metadata {
  readonly sessionSid = input.required<string>();
  /** The server of the session. */
  readonly source = input<string>();
  readonly of = input.required<Described>();
  /** The event that reported them: "join or leave event". */
  readonly asOf = input.required<string>();

  /** Changes with each version of the texts. Undefined: there is nothing to load. */
  private readonly wanted = computed(
    () => {
      const of = this.of();
      return isCut(of)
        ? { session: this.sessionSid(), source: this.source(), sid: of.sid, bytes: of.metadataBytes }
        : undefined;
    },
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  protected readonly whole = resource({
    params: this.wanted,
    loader: ({ params, abortSignal }) => load(params, abortSignal),
  });
  protected readonly shown = computed(() => (this.whole.hasValue() ? this.whole.value() : this.of()));
  protected readonly metadata = computed(() => readable(this.shown().metadata ?? ''));
  protected readonly attributes = computed(() => Object.entries(this.shown().attributes));
}

interface Wanted {
  readonly session: string;
  readonly source: string | undefined;
  readonly sid: string;
}

/** The request for a session's own metadata names no participant, so that only its row is returned. */
async function load({ session, source, sid }: Wanted, signal: AbortSignal): Promise<Omit<Described, 'metadataBytes'>> {
  const path = `sessions/${encodeURIComponent(session)}`;
  const detail = await getJson<SessionDetail>(
    path,
    { source: source && sourceParam(source).source, participant: sid },
    signal,
  );
  return detail.participants[0] ?? { ...detail.session, attributes: {} };
}
