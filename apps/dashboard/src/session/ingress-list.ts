import { Component, input } from '@angular/core';
import type { Ingress, Session } from '@livekit-dashboard/contracts';
import { Duration, Sid, State, type Tone, Time } from '@livekit-dashboard/ui';

const FAILED: ReadonlySet<string> = new Set(['ENDPOINT_ERROR']);

/** Streams that were sent into the session, one row per use of an ingress. */
@Component({
  selector: 'lk-ingress-list',
  imports: [Duration, Sid, State, Time],
  template: `
    <h2>Ingress</h2>
    <ul class="card" aria-label="Ingress">
      @for (use of ingresses(); track use.id + '/' + use.resourceId) {
        <li>
          <div class="head">
            <strong>{{ use.inputType ?? 'unknown input' }}</strong>
            <lk-state [tone]="toneOf(use)" [running]="use.endedAt === null">{{ wordOf(use) }}</lk-state>
            <lk-sid [value]="use.id" />
            <span class="times">
              <lk-time [at]="use.startedAt" [near]="session().startedAt" /> to
              @if (use.endedAt === null) {
                now
              } @else {
                <lk-time [at]="use.endedAt" [near]="session().startedAt" />
              }
            </span>
            <span class="length"><lk-duration [from]="use.startedAt" [to]="use.endedAt" /></span>
          </div>
          @if (use.endEstimated) {
            <p class="doubt">Its end was not reported; the time is estimated.</p>
          }
          @if (use.error; as error) {
            <p class="bad">
              <bdi>{{ error }}</bdi>
            </p>
          }
        </li>
      }
    </ul>
  `,
  styleUrls: ['./tab.scss', './egress-tab.scss'],
  styles: `
    h2 {
      margin: 16px 0 8px;
    }
  `,
})
export class IngressList {
  readonly ingresses = input.required<readonly Ingress[]>();
  readonly session = input.required<Session>();

  /** `publishing`, `complete`, `error`. */
  protected wordOf({ status }: Ingress): string {
    return (status ?? 'unknown').replace(/^ENDPOINT_/, '').toLowerCase();
  }

  protected toneOf({ status, endedAt }: Ingress): Tone {
    if (FAILED.has(status ?? '')) return 'bad';
    return endedAt === null ? 'live' : 'ended';
  }
}
