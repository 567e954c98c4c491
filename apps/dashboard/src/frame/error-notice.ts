import { Component, inject } from '@angular/core';
import { Icon } from '@livekit-dashboard/ui';
import { PageErrors } from './page-errors';

/** Shows an error of the page above it, until the page is reloaded or the notice is dismissed. */
@Component({
  selector: 'lk-error-notice',
  imports: [Icon],
  template: `
    <div role="alert">
      @if (errors.error(); as error) {
        <div class="error">
          <p>
            <strong>{{ error.headline }}</strong> {{ error.advice }}
          </p>
          <button class="button" type="button" (click)="errors.reload()">Reload</button>
          <button class="close" type="button" aria-label="Dismiss" (click)="errors.dismiss()">
            <lk-icon name="close" />
          </button>
        </div>
      }
    </div>
  `,
  styles: `
    .error {
      display: flex;
      gap: 12px;
      align-items: center;
      padding: 8px 8px 8px 24px;
      border-bottom: 1px solid var(--line);
      background: var(--bad-soft);
    }
    p {
      flex: 1;
      color: var(--text);
    }
    .button {
      flex: none;
    }
    .close {
      display: inline-flex;
      flex: none;
      align-items: center;
      justify-content: center;
      width: 32px;
      height: 32px;
      color: var(--text-2);
    }
    @media (max-width: 640px) {
      .error {
        gap: 8px;
        padding-left: 12px;
      }
    }
  `,
})
export class ErrorNotice {
  protected readonly errors = inject(PageErrors);
}
