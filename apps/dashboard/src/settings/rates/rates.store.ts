/**
 * The saved rates, their history, and a preview of a month under other rates. Loaded when they are shown, and when the
 * page is live again.
 */
import { computed, Injectable, signal } from '@angular/core';
import type { RatePreview, Rates, RatesReply } from '@livekit-dashboard/contracts';
import { eachTimeLive } from '../../live/each-time-live';
import { errorText, getJson, postJson, putJson, RestError } from '../../live/rest';
import { RestRequest } from '../../shared/data/rest-request';
import { type FieldErrors, serverErrors } from './rate-draft';

/** A preview of last month, or of this month so far if there was no usage, as in a new installation. */
async function previewOf(rates: Rates, aborted: AbortSignal): Promise<RatePreview> {
  const last = await postJson<RatePreview>('rates/preview', rates, aborted);
  if (isUsed(last)) return last;
  return postJson<RatePreview>(`rates/preview?month=${last.serverTime.slice(0, 7)}`, rates, aborted);
}

/** Whether anything was counted in the month. */
export const isUsed = ({ dimensions }: RatePreview): boolean => dimensions.length > 0;

@Injectable({ providedIn: 'root' })
export class RatesStore {
  private readonly request = new RestRequest<RatesReply>();
  private readonly previewRequest = new RestRequest<RatePreview>();

  /** Null: not loaded yet. */
  readonly rates = this.request.value;
  readonly error = this.request.error;
  readonly saving = signal(false);
  /** Of the last try to save. */
  readonly saveError = signal<string | null>(null);
  readonly fieldErrors = signal<FieldErrors>({});
  /** Null: none is shown, or the last one failed. */
  readonly preview = computed(() => (this.previewRequest.state() === 'failed' ? null : this.previewRequest.value()));
  readonly previewing = this.previewRequest.loading;
  readonly previewError = this.previewRequest.error;

  constructor() {
    eachTimeLive(() => void this.load());
  }

  load(): Promise<void> {
    return this.request.run((aborted) => getJson<RatesReply>('rates', {}, aborted));
  }

  /** Whether they were taken. */
  async save(rates: Rates): Promise<boolean> {
    this.saving.set(true);
    this.refused(null, {});
    try {
      this.request.set(await putJson<RatesReply>('rates', rates));
      return true;
    } catch (error) {
      this.refused(errorText(error), error instanceof RestError ? serverErrors(error.errors, rates) : {});
      return false;
    } finally {
      this.saving.set(false);
    }
  }

  /** Loads a preview and aborts an earlier request. Null: no preview is shown. */
  async ask(rates: Rates | null): Promise<void> {
    if (rates === null) {
      this.previewRequest.set(null);
      return;
    }
    await this.previewRequest.run((aborted) => previewOf(rates, aborted));
  }

  refused(error: string | null, fields: FieldErrors): void {
    this.saveError.set(error);
    this.fieldErrors.set(fields);
  }
}
