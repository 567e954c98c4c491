import { Component, computed, inject, input, output } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import { Dropdown, Icon } from '@livekit-dashboard/ui';
import { SetupStore } from '../setup/setup.store';
import { FILTER_LABELS } from '../shared/labels';
import { type FilterName, FILTERS, type Filters } from './links';

/** Filters by exact name, and a chip for each that removes it. */
@Component({
  selector: 'lk-usage-filter',
  imports: [Dropdown, Icon, RouterLink],
  template: `
    <lk-dropdown label="Filter">
      <ng-container ngProjectAs="[face]"><lk-icon name="filter" />Filter</ng-container>
      @for (name of names(); track name) {
        <label
          >{{ labels[name] }}
          <input
            #field
            type="text"
            maxlength="512"
            placeholder="Exact name"
            [value]="filters()[name] ?? ''"
            (change)="chosen.emit(narrowed(name, field.value))"
          />
        </label>
      }
    </lk-dropdown>
    @for (name of active(); track name) {
      <a
        class="button chip"
        routerLink="."
        [queryParams]="narrowed(name, '')"
        queryParamsHandling="merge"
        [title]="'Remove filter: ' + labels[name]"
        ><span class="cut"
          >{{ labels[name] }} <bdi>{{ filters()[name] }}</bdi></span
        ><lk-icon name="close"
      /></a>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    label {
      display: grid;
      grid-template-columns: 72px minmax(0, 200px);
      align-items: center;
      padding: 4px 4px 4px 8px;
      color: var(--text-2);
    }
    input {
      height: 32px;
      padding: 0 8px;
      border: 1px solid var(--line);
      border-radius: 6px;
      background: var(--surface);
      color: var(--text);
    }
    .chip {
      max-width: 280px;
    }
  `,
})
export class UsageFilter {
  readonly filters = input.required<Filters>();
  /** For the URL. */
  readonly chosen = output<Params>();
  private readonly setup = inject(SetupStore);
  /** Tenants where there are any. */
  protected readonly names = computed(() =>
    FILTERS.filter((name) => name !== 'tenant' || this.setup.tenantKey() !== null),
  );
  protected readonly labels = FILTER_LABELS;
  protected readonly narrowed = (name: FilterName, value: string): Params => ({ [name]: value || null });
  protected readonly active = computed(() => FILTERS.filter((name) => this.filters()[name]));
}
