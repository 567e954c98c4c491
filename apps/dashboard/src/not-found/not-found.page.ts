import { Component, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Notice } from '@livekit-dashboard/ui';

/** The page of an unknown address. Its last part may be what the user is looking for: a room or a sid. */
@Component({
  selector: 'lk-not-found-page',
  imports: [Notice, RouterLink],
  template: `
    <h1 class="sr-only">Not found</h1>
    <lk-notice class="card" heading="Page not found">
      <p class="cut">
        <code class="mono">{{ address }}</code>
      </p>
      <p>The link may be old or mistyped.</p>
      <ul>
        <li><a routerLink="/">The overview</a>: what is going on now</li>
        @if (wanted) {
          <li class="cut">
            <a routerLink="/sessions" [queryParams]="{ q: wanted }"
              >Live sessions with “<bdi>{{ wanted }}</bdi
              >”</a
            >
          </li>
          <li class="cut">
            <a routerLink="/sessions" [queryParams]="{ q: wanted, view: 'history' }"
              >Ended sessions with “<bdi>{{ wanted }}</bdi
              >”</a
            >
          </li>
        }
        <li>Or press <kbd>/</kbd> and search by room, identity or sid.</li>
      </ul>
    </lk-notice>
  `,
  styles: `
    p + p,
    ul {
      margin-top: 8px;
    }
    li {
      line-height: 26px;
    }
    a {
      text-decoration: underline;
      text-underline-offset: 3px;
    }
    kbd {
      padding: 0 6px;
      border: 1px solid var(--line);
      border-radius: 5px;
      background: var(--surface-2);
      font: 500 var(--size-small) / 18px var(--font);
    }
  `,
})
export class NotFoundPage {
  private readonly router = inject(Router);
  protected readonly address = this.router.url;
  protected readonly wanted =
    this.router.parseUrl(this.address).root.children['primary']?.segments.at(-1)?.path ?? null;
}
