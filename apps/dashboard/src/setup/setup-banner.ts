import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LiveStore } from '../live/live.store';

/** One line on pages that are empty because LiveKit is not connected yet; the guide is on the Overview. */
@Component({
  selector: 'lk-setup-banner',
  imports: [RouterLink],
  host: { '[hidden]': '!waiting()' },
  template: `<p class="card">LiveKit is not connected yet. <a routerLink="/">Connect it</a></p>`,
  styles: `
    :host {
      flex: none;
    }
    p {
      padding: 9px 16px;
      color: var(--text-2);
    }
    a {
      font-weight: 500;
    }
  `,
})
export class SetupBanner {
  private readonly live = inject(LiveStore);
  /** Shown only once it is known that no webhook ever arrived. */
  protected readonly waiting = computed(() => this.live.health()?.lastWebhookAt === null);
}
