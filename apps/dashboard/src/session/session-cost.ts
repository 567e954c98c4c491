import { Component, computed, input, resource } from '@angular/core';
import type { Costs, Session } from '@livekit-dashboard/contracts';
import { formatMoney } from '@livekit-dashboard/ui';
import { getJson } from '../live/rest';

/** The cost of the session at list price: loaded once, and again when it has ended. Empty without rates. */
@Component({
  selector: 'lk-session-cost',
  template: `@if (cost(); as text) {
      {{ text }}
    } @else {
      –
    }`,
})
export class SessionCost {
  readonly session = input.required<Session>();

  private readonly wanted = computed(
    () => {
      const { sid, source, state } = this.session();
      return { sid, source, state };
    },
    { equal: (a, b) => a.sid === b.sid && a.source === b.source && a.state === b.state },
  );
  private readonly costs = resource({
    params: this.wanted,
    loader: ({ params: { sid, source }, abortSignal }) =>
      getJson<Costs>('costs', { session: sid, source }, abortSignal),
  });
  protected readonly cost = computed(() => {
    const costs = this.costs.hasValue() ? this.costs.value() : null;
    return costs?.currency ? formatMoney(costs.total, costs.currency) : null;
  });
}
