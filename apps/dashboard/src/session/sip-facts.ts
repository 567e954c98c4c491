import { Component, input } from '@angular/core';
import type { SipCall } from '@livekit-dashboard/contracts';
import { Name } from '@livekit-dashboard/ui';

/** A phone call: direction, numbers, trunk, id, and its status as of the last event. All of it is text from outside. */
@Component({
  selector: 'lk-sip-facts',
  imports: [Name],
  template: `
    @let call = of();
    <h3>Phone call</h3>
    <dl>
      <dt>Direction</dt>
      <dd><lk-name [value]="call.direction" fallback="unknown" /></dd>
      <dt>Status</dt>
      <dd><lk-name [value]="call.status" fallback="unknown" /></dd>
      <dt>Number</dt>
      <dd><lk-name [value]="call.phoneNumber" fallback="unknown" /></dd>
      <dt>Trunk number</dt>
      <dd><lk-name [value]="call.trunkPhoneNumber" fallback="unknown" /></dd>
      <dt>Trunk</dt>
      <dd class="mono"><lk-name [value]="call.trunkId" fallback="unknown" /></dd>
      <dt>Call id</dt>
      <dd class="mono"><lk-name [value]="call.callId" fallback="unknown" /></dd>
    </dl>
  `,
  styles: `
    h3 {
      margin: 14px 0 6px;
      font: 600 var(--size-small) / 18px var(--font);
      color: var(--text-2);
    }
    dl {
      display: grid;
      grid-template-columns: max-content minmax(0, 1fr);
      gap: 4px 16px;
    }
    dt {
      color: var(--text-2);
    }
    dd {
      min-width: 0;
    }
  `,
})
export class SipFacts {
  readonly of = input.required<SipCall>();
}
