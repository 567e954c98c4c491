/** The rates saved, their history, and what a month would cost under others. Asked for when shown and when the link is back. */
import { Injectable, signal } from '@angular/core';
import type { RatePreview, Rates, RatesReply } from '@livekit-dashboard/contracts';
import { eachTimeLive } from '../../live/each-time-live';
import { errorText, getJson, postJson, putJson, RestError } from '../../live/rest';
import { type FieldErrors, serverErrors } from './rate-draft';

/** Of last month; of this month so far where nothing was used then, as in a new installation. */
async function previewOf(rates: Rates, signal: AbortSignal): Promise<RatePreview> {
  const last = await postJson<RatePreview>('rates/preview', rates, signal);
  if (isUsed(last)) return last;
  return postJson<RatePreview>(`rates/preview?month=${last.serverTime.slice(0, 7)}`, rates, signal);
}

/** Whether anything was counted in the month. */
export const isUsed = ({ dimensions }: RatePreview): boolean => dimensions.length > 0;

@Injectable({ providedIn: 'root' })
export class RatesStore {
  private asking = new AbortController();

  /** Null: not loaded yet. */
  readonly rates = signal<RatesReply | null>(null);
  readonly error = signal<string | null>(null);
  readonly saving = signal(false);
  /** Of the last try to save. */
  readonly saveError = signal<string | null>(null);
  readonly fieldErrors = signal<FieldErrors>({});
  readonly preview = signal<RatePreview | null>(null);
  readonly previewing = signal(false);
  readonly previewError = signal<string | null>(null);

  constructor() {
    eachTimeLive(() => void this.load());
  }

  async load(): Promise<void> {
    try {
      this.rates.set(await getJson<RatesReply>('rates'));
      this.error.set(null);
    } catch (error) {
      this.error.set(errorText(error));
    }
  }

  /** Whether they were taken. */
  async save(rates: Rates): Promise<boolean> {
    this.saving.set(true);
    this.refused(null, {});
    try {
      this.rates.set(await putJson<RatesReply>('rates', rates));
      return true;
    } catch (error) {
      this.refused(errorText(error), error instanceof RestError ? serverErrors(error.errors, rates) : {});
      return false;
    } finally {
      this.saving.set(false);
    }
  }

  /** The last one asked for is shown; one that is under way is given up. Null: nothing is to be shown. */
  async ask(rates: Rates | null): Promise<void> {
    this.asking.abort();
    const { signal } = (this.asking = new AbortController());
    this.previewing.set(rates !== null);
    if (rates === null) {
      this.preview.set(null);
      return;
    }
    const preview = await previewOf(rates, signal).catch((error: unknown) => {
      if (!signal.aborted) this.previewError.set(errorText(error));
      return null;
    });
    if (signal.aborted) return;
    if (preview) this.previewError.set(null);
    this.preview.set(preview);
    this.previewing.set(false);
  }

  refused(error: string | null, fields: FieldErrors): void {
    this.saveError.set(error);
    this.fieldErrors.set(fields);
  }
}
