import { Component, computed, inject, viewChild } from '@angular/core';
import { Dropdown, Icon } from '@livekit-dashboard/ui';
import { SetupStore } from '../setup/setup.store';
import { HistoryAddress } from './history-address';
import {
  flags,
  HISTORY_FLAGS,
  isField,
  reasons,
  REASONS,
  TEXT_FILTERS,
  type TextFilter,
  toggledFlag,
} from './history-filter';

/** The menu of filters of the history: texts that must be exactly so, the reason of ending, and flags. */
@Component({
  selector: 'lk-add-filter',
  imports: [Dropdown, Icon],
  templateUrl: './add-filter.html',
  styleUrl: './add-filter.scss',
})
export class AddFilter {
  protected readonly address = inject(HistoryAddress);
  private readonly dropdown = viewChild.required(Dropdown);
  private readonly setup = inject(SetupStore);
  /** Tenants where there are any. */
  protected readonly texts = computed(() =>
    TEXT_FILTERS.filter(({ name }) => name !== 'tenant' || this.setup.tenantKey() !== null),
  );
  protected readonly reasons = reasons;
  protected readonly reasonWords = REASONS;
  protected readonly flags = flags;
  protected readonly flagWords = HISTORY_FLAGS;
  protected readonly toggled = toggledFlag;

  protected set(event: Event, name: TextFilter, field: HTMLInputElement): void {
    event.preventDefault();
    const value = field.value;
    field.setCustomValidity(
      name === 'metadata' && value && !isField(value) ? 'A field, a colon, a value: plan:pro' : '',
    );
    if (!field.reportValidity()) return;
    this.address.choose({ [name]: value || null });
    this.dropdown().close();
  }
}
