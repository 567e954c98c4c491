/** The rates saved, their history, and what the last month would cost under others. Asked for when shown and when the link is back. */
import { Injectable, signal } from '@angular/core';
import type { RatePreview, Rates, RatesReply } from '@livekit-dashboard/contracts';
import { eachTimeLive } from '../../live/each-time-live';
import { faultWords, getJson, postJson, putJson, RestError } from '../../live/rest';
import { type FieldErrors, serverErrors } from './rate-draft';

@Injectable({ providedIn: 'root' })
export class RatesStore {
  private asking = new AbortController();

  /** Null: not told yet. */
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
    } catch (fault) {
      this.error.set(faultWords(fault));
    }
  }

  /** Whether they were taken. */
  async save(rates: Rates): Promise<boolean> {
    this.saving.set(true);
    this.refused(null, {});
    try {
      this.rates.set(await putJson<RatesReply>('rates', rates));
      return true;
    } catch (fault) {
      this.refused(faultWords(fault), fault instanceof RestError ? serverErrors(fault.errors, rates) : {});
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
    const told = await postJson<RatePreview>('rates/preview', rates, signal).catch((fault: unknown) => {
      if (!signal.aborted) this.previewError.set(faultWords(fault));
      return null;
    });
    if (signal.aborted) return;
    if (told) this.previewError.set(null);
    this.preview.set(told);
    this.previewing.set(false);
  }

  refused(error: string | null, fields: FieldErrors): void {
    this.saveError.set(error);
    this.fieldErrors.set(fields);
  }
}
