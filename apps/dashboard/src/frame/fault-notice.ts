import { Component, inject } from '@angular/core';
import { Icon } from '@livekit-dashboard/ui';
import { Faults } from './faults';

/** What went wrong in the page, above it, until it is reloaded or dismissed. */
@Component({
  selector: 'lk-fault-notice',
  imports: [Icon],
  template: `
    <div role="alert">
      @if (faults.fault(); as fault) {
        <div class="fault">
          <p>
            <strong>{{ fault.headline }}</strong> {{ fault.advice }}
          </p>
          <button class="button" type="button" (click)="faults.reload()">Reload</button>
          <button class="close" type="button" aria-label="Dismiss" (click)="faults.dismiss()">
            <lk-icon name="close" />
          </button>
        </div>
      }
    </div>
  `,
  styles: `
    .fault {
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
      .fault {
        gap: 8px;
        padding-left: 12px;
      }
    }
  `,
})
export class FaultNotice {
  protected readonly faults = inject(Faults);
}
