import { Component, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Notice } from '@livekit-dashboard/ui';

/** An address that leads nowhere. */
@Component({
  selector: 'lk-not-found-page',
  imports: [Notice, RouterLink],
  template: `
    <h1 class="sr-only">Not found</h1>
    <lk-notice class="card" heading="There is no page at this address">
      <p class="cut">
        <code class="mono">{{ address }}</code>
      </p>
      <p>The link may be old or mistyped. <a routerLink="/sessions">Go to the sessions</a></p>
    </lk-notice>
  `,
  styles: `
    p + p {
      margin-top: 8px;
    }
  `,
})
export class NotFoundPage {
  protected readonly address = inject(Router).url;
}
