import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { UsageList } from '@livekit-dashboard/contracts';
import { Icon, Name } from '@livekit-dashboard/ui';
import { Asking } from './asking';
import { type FilterName, type Scope } from './links';
import type { RestQuery } from '../shared/data/rest-query';
import { FILTER_LABELS } from '../shared/labels';
import { TOP_COLUMNS, topRows } from './top-rows';

/**
 * Rooms or identities with the most time. The name and each number link to their sessions; the funnel filters the page
 * by them.
 */
@Component({
  selector: 'lk-top-panel',
  imports: [Asking, Icon, Name, RouterLink],
  host: { class: 'card panel' },
  templateUrl: './top-panel.html',
  styleUrls: ['./table.scss', './top-panel.scss'],
})
export class TopPanel {
  readonly heading = input.required<string>();
  readonly by = input.required<FilterName>();
  /**
   * The usage that is shown. While another request is loading it is not shown, because its links would be of another
   * range.
   */
  readonly query = input.required<RestQuery<UsageList>>();
  readonly scope = input.required<Scope>();

  protected readonly columns = TOP_COLUMNS;
  protected readonly word = computed(() => FILTER_LABELS[this.by()]);
  protected readonly rows = computed(() => {
    const { state, value } = this.query();
    const list = value();
    if (state() !== 'loaded' || !list) return null;
    return topRows(list.items, this.by(), { ...this.scope(), from: list.from, to: list.to });
  });
}
