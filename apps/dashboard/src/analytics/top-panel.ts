import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { UsageItem } from '@livekit-dashboard/contracts';
import { Icon, Name } from '@livekit-dashboard/ui';
import { FILTER_WORDS, type FilterName, type Scope } from './links';
import { TOP_COLUMNS, topRows } from './top-rows';

/** Those with the most time. The name and each number lead to their sessions, the funnel narrows the page to them. */
@Component({
  selector: 'lk-top-panel',
  imports: [Icon, Name, RouterLink],
  host: { class: 'card panel' },
  templateUrl: './top-panel.html',
  styleUrls: ['./table.scss', './top-panel.scss'],
})
export class TopPanel {
  readonly heading = input.required<string>();
  readonly by = input.required<FilterName>();
  /** Null: not there yet. */
  readonly items = input.required<readonly UsageItem[] | null>();
  readonly scope = input.required<Scope>();

  protected readonly columns = TOP_COLUMNS;
  protected readonly word = computed(() => FILTER_WORDS[this.by()]);
  protected readonly rows = computed(() => {
    const items = this.items();
    return items && topRows(items, this.by(), this.scope());
  });
}
