import { afterNextRender, Component, computed, ElementRef, inject, input, linkedSignal, output } from '@angular/core';
import { DIMENSIONS, RATE_PRESETS, type Dimension, zoneDay } from '@livekit-dashboard/contracts';
import { Tag, UI_CLOCK } from '@livekit-dashboard/ui';
import { draftErrors, draftOf, type PlainField, type RateDraft, ratesOf, type RowField } from './rate-draft';
import { RatePreviewTable } from './rate-preview';
import { DIMENSION_LABELS } from '../../shared/labels';
import { monthWords, presetOf } from './rate-words';
import { RatesStore } from './rates.store';

interface Column {
  readonly field: RowField;
  readonly label: string;
}

/** The form of a plan: inputs in the layout of the plan with their errors, and a preview of last month. */
@Component({
  selector: 'lk-rate-form',
  imports: [RatePreviewTable, Tag],
  templateUrl: './rate-form.html',
  styleUrl: './rate-form.scss',
})
export class RateForm {
  readonly start = input.required<RateDraft>();
  readonly closed = output();

  protected readonly store = inject(RatesStore);
  private readonly clock = inject(UI_CLOCK);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  protected readonly dimensions = DIMENSIONS;
  protected readonly labels = DIMENSION_LABELS;
  protected readonly columns: readonly Column[] = [
    { field: 'price', label: 'Price per minute' },
    { field: 'includedMinutes', label: 'Included minutes per month' },
    { field: 'incrementSeconds', label: 'Billing increment (s)' },
    { field: 'minimumUnits', label: 'Minimum units' },
  ];
  protected readonly list = RATE_PRESETS[0] ?? null;
  protected readonly listMonth = monthWords(this.list?.asOf ?? '');

  protected readonly draft = linkedSignal(() => this.start());
  /** Whether the list prices were applied; they may have been edited since. */
  protected readonly unverified = linkedSignal(() => presetOf(ratesOf(this.start())) !== null);
  private readonly draftProblems = computed(() => draftErrors(this.draft()));
  /** An error of the server is shown until its input is edited. */
  protected readonly errors = computed(() => ({ ...this.store.fieldErrors(), ...this.draftProblems() }));
  protected readonly valid = computed(() => Object.keys(this.draftProblems()).length === 0);
  protected readonly past = computed(() => this.draft().effectiveFrom <= zoneDay(this.clock.now(), 'UTC'));

  constructor() {
    afterNextRender(() => {
      this.ask();
      this.host.nativeElement.querySelector('input')?.focus();
    });
  }

  protected setPlain(field: PlainField, value: string): void {
    this.draft.update((draft) => ({ ...draft, [field]: value }));
    this.touched(field);
  }

  protected setRow(dimension: Dimension, field: RowField, value: string): void {
    this.draft.update(({ rows, ...draft }) => ({
      ...draft,
      rows: { ...rows, [dimension]: { ...rows[dimension], [field]: value } },
    }));
    this.touched(`${dimension}.${field}`);
  }

  protected fillIn(): void {
    this.unverified.set(true);
    this.draft.update(({ effectiveFrom }) => draftOf(this.list?.rates ?? null, effectiveFrom));
    this.ask();
  }

  /** When an input is left, not at each key. */
  protected ask(): void {
    void this.store.ask(this.valid() ? ratesOf(this.draft()) : null);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.valid() || !(await this.store.save(ratesOf(this.draft())))) {
      this.host.nativeElement.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    this.close();
  }

  protected close(): void {
    void this.store.ask(null);
    this.closed.emit();
  }

  private touched(key: string): void {
    this.store.fieldErrors.update(({ [key]: _, ...others }) => others);
  }
}
