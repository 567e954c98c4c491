import { Component, computed, inject, input } from '@angular/core';
import { State } from '@livekit-dashboard/ui';
import { Said } from './said';
import { SetupStore } from './setup.store';
import { testWords } from './test-words';
import type { WebhookAddress } from './webhook-address';

/** Sends a signed event as LiveKit would, and shows the result. */
@Component({
  selector: 'lk-setup-test-button',
  imports: [Said, State],
  template: `
    <p>
      @if (address().configured) {
        This server signs an event and posts it to the URL above, through any proxy in between.
      } @else {
        This server signs an event and posts it to itself. If <code>PUBLIC_URL</code> is set, it goes through that URL.
      }
    </p>
    <p>
      <button class="button" type="button" [disabled]="store.testing()" (click)="store.test(server())">
        {{ store.testing() ? 'Sending …' : 'Send a test event' }}
      </button>
    </p>
    <div role="status">
      @if (words(); as said) {
        <p class="outcome">
          <lk-state [tone]="said.tone" [running]="said.tone === 'live'">{{
            said.tone === 'live' ? 'Test passed' : 'Test failed'
          }}</lk-state>
          <lk-said class="headline" [sentence]="said.headline" />
        </p>
        <p><lk-said [sentence]="said.advice" /></p>
      } @else if (store.testError(); as error) {
        <p class="outcome"><lk-state tone="bad">Not sent</lk-state>{{ error }} Press the button to try again.</p>
      }
    </div>
  `,
  styles: `
    :host,
    [role='status'] {
      display: grid;
      gap: 8px;
    }
    [role='status']:empty {
      display: none;
    }
    p {
      max-width: 84ch;
      color: var(--text-2);
    }
    .outcome {
      display: grid;
      justify-items: start;
      color: var(--text);
    }
    .headline {
      font-weight: 500;
    }
    code {
      font: 400 var(--size-small) var(--mono);
      color: var(--text);
    }
  `,
})
export class SetupTestButton {
  readonly address = input.required<WebhookAddress>();
  /** Whose key is to sign it. */
  readonly server = input<string | null>(null);
  protected readonly store = inject(SetupStore);
  protected readonly words = computed(() => {
    const tested = this.store.tested();
    return tested && testWords(tested);
  });
}
