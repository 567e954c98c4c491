import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Rejection } from '@livekit-dashboard/contracts';
import { CodeBlock, formatCount, Icon, Time } from '@livekit-dashboard/ui';
import { DoctorStore } from '../setup/doctor.store';
import { rejectionLabel } from '../setup/rejection-labels';
import { Said } from '../setup/said';

/** One rejected delivery: its sender, the reason, and the doctor's advice. Its body is not stored. */
@Component({
  selector: 'lk-rejection-inspector',
  imports: [CodeBlock, Icon, RouterLink, Said, Time],
  host: { class: 'card beside', role: 'region', 'aria-label': 'Rejected delivery' },
  template: `
    @let r = rejection();
    <header>
      <h2 class="cut">Rejected: {{ label() }}</h2>
      <button type="button" aria-label="Close details" (click)="closed.emit()"><lk-icon name="close" /></button>
    </header>
    <dl>
      <div>
        <dt>At</dt>
        <dd><lk-time [at]="r.at" as="stamp" /></dd>
      </div>
      <div>
        <dt>API key named</dt>
        <dd class="cut">
          <bdi [title]="r.apiKey ?? ''">{{ r.apiKey ?? 'none' }}</bdi>
        </dd>
      </div>
      <div>
        <dt>Server</dt>
        <dd class="cut">{{ r.source ?? 'no server has that key' }}</dd>
      </div>
      <div>
        <dt>From</dt>
        <dd class="cut">{{ r.remoteAddress ?? 'unknown' }}</dd>
      </div>
      <div>
        <dt>Body</dt>
        <dd>{{ size() }}</dd>
      </div>
    </dl>
    @if (finding(); as finding) {
      <p class="strong"><lk-said [sentence]="finding.headline" /></p>
      <p><lk-said [sentence]="finding.advice" /></p>
    }
    <p><a routerLink="/settings">Diagnosis in Settings</a></p>
    <lk-code-block [text]="json()" label="JSON of the rejection" />
  `,
  styleUrls: ['../event-log/event-inspector.scss', './rejection-inspector.scss'],
})
export class RejectionInspector {
  readonly rejection = input.required<Rejection>();
  readonly closed = output();
  private readonly doctor = inject(DoctorStore);
  protected readonly label = computed(() => rejectionLabel(this.rejection().reason));
  protected readonly json = computed(() => JSON.stringify(this.rejection(), null, 2));
  protected readonly size = computed(() => {
    const { bytes } = this.rejection();
    return bytes === null ? 'length not declared' : `${formatCount(bytes)} B, not kept`;
  });
  protected readonly finding = computed(() => {
    const { reason, apiKey } = this.rejection();
    return this.doctor.diagnosis()?.findings.find(({ id }) => id === `${reason} ${apiKey ?? ''}`) ?? null;
  });
}
