import { Component, computed, inject, resource, viewChild } from '@angular/core';
import { Dropdown, Icon } from '@livekit-dashboard/ui';
import { SetupStore } from '../setup/setup.store';
import type { UsageList } from '@livekit-dashboard/contracts';
import { LiveStore } from '../live/live.store';
import { getJson } from '../live/rest';
import { endLabel } from '../shared/labels';
import { HistoryAddress } from './history-address';
import {
  flags,
  HISTORY_FLAGS,
  isField,
  HAPPENINGS,
  reasons,
  tenantsLike,
  TEXT_FILTERS,
  type TextFilter,
  toggledFlag,
} from './history-filter';

/** Tenants that are suggested. */
const TENANTS = 200;
/** The number of matching tenants that are named. */
const NAMED = 5;

/** The menu of filters of the history: exact texts, the end reason, and flags. */
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
  private readonly live = inject(LiveStore);
  private readonly several = computed(() => (this.live.health()?.servers.length ?? 1) > 1);
  /** Tenants that are suggested, and found by a part of their name: those with the most time in the last 30 days. */
  private readonly usage = resource({
    params: () => this.setup.tenantKey() ?? undefined,
    loader: ({ abortSignal }) =>
      getJson<UsageList>('usage', { groupBy: 'tenant', range: 'last30d', limit: TENANTS }, abortSignal),
  });
  protected readonly tenants = computed(() =>
    this.usage.hasValue() ? this.usage.value().items.flatMap(({ key }) => key ?? []) : [],
  );
  /** Tenants if there are any, servers if there are several. */
  protected readonly texts = computed(() =>
    TEXT_FILTERS.filter(
      ({ name }) => (name !== 'tenant' || this.setup.tenantKey() !== null) && (name !== 'source' || this.several()),
    ),
  );
  protected readonly reasons = reasons;
  protected readonly endLabel = endLabel;
  protected readonly happenings = HAPPENINGS;
  protected readonly flags = flags;
  protected readonly flagWords = HISTORY_FLAGS;
  protected readonly toggled = toggledFlag;

  protected toggle(happening: (typeof HAPPENINGS)[number]['name']): void {
    this.address.choose({ [happening]: this.address.filter()[happening] ? null : 1 });
  }

  protected set(event: Event, name: TextFilter, field: HTMLInputElement): void {
    event.preventDefault();
    const [value = '', ...others] =
      name === 'tenant' && field.value ? tenantsLike(field.value, this.tenants()) : [field.value];
    if (others.length > 0) {
      const first = [value, ...others].slice(0, NAMED).join(', ');
      field.setCustomValidity(`${others.length + 1} tenants match. Type more, or choose one: ${first}`);
    } else if (name === 'metadata' && value && !isField(value)) {
      field.setCustomValidity('A field, a colon, a value: plan:pro');
    } else {
      field.setCustomValidity('');
    }
    if (!field.reportValidity()) return;
    this.address.choose({ [name]: value || null });
    this.dropdown().close();
  }
}
