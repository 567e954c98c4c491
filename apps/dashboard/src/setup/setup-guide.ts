import { Component, computed, DOCUMENT, inject, input, linkedSignal } from '@angular/core';
import { CodeBlock, Time } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { DoctorStore } from './doctor.store';
import { Findings } from './findings';
import { keyVariables } from './livekit-yaml';
import { Reachability } from './reachability';
import { Said } from './said';
import { oneOf } from './sentence';
import { SetupStore } from './setup.store';
import { SetupTestButton } from './setup-test-button';
import { SetupWays } from './setup-ways';
import { webhookAddress } from './webhook-address';

/** How to connect LiveKit, with the values of this server. Each step shows as soon as it is done. */
@Component({
  selector: 'lk-setup-guide',
  imports: [CodeBlock, Findings, Reachability, Said, SetupTestButton, SetupWays, Time],
  host: { class: 'card' },
  templateUrl: './setup-guide.html',
  styleUrl: './setup-guide.scss',
})
export class SetupGuide {
  /** Whether it also shows the doctor's findings, if nothing else on the page does. */
  readonly doctor = input(true);

  protected readonly live = inject(LiveStore);
  protected readonly store = inject(SetupStore);
  private readonly diagnosis = inject(DoctorStore).diagnosis;
  private readonly origin = inject(DOCUMENT).location.origin;

  protected readonly keyVariables = keyVariables;
  protected readonly createRoom = 'lk room create test-room';
  /** The file from which this server reads its environment. */
  protected readonly envFile = computed(() => this.store.setup()?.envFile ?? '.env');
  protected readonly address = computed(() => webhookAddress(this.store.setup(), this.origin));
  protected readonly servers = computed(() => this.store.servers() ?? []);
  /** The server to connect, if there are several. */
  protected readonly chosen = linkedSignal(() => this.servers()[0]?.name ?? null);
  protected readonly keys = computed(() => this.servers().find(({ name }) => name === this.chosen())?.keys ?? []);
  protected readonly apiKey = computed(() => this.keys()[0] ?? null);
  protected readonly known = computed(() => oneOf(this.keys()));
  protected readonly lastWebhookAt = computed(() => this.live.health()?.lastWebhookAt ?? null);
  protected readonly connected = computed(
    () => this.lastWebhookAt() !== null && this.diagnosis()?.verdict !== 'broken',
  );
  protected readonly status = computed(() => {
    if (!this.live.live()) return 'This page is not connected to its server, so this is not known right now.';
    if (this.connected()) return 'Connected: receiving webhooks.';
    if (this.lastWebhookAt() !== null) return 'Was connected; webhooks are failing. See Diagnosis.';
    return 'Waiting for the first webhook. This page updates when it arrives.';
  });
  /** Whether the API of every server is queried as well. */
  protected readonly compares = computed(
    () => this.live.health()?.servers.every(({ reconcile }) => reconcile !== 'off') ?? false,
  );
  protected readonly alarms = computed(() =>
    this.doctor() ? (this.diagnosis()?.findings.filter(({ tone }) => tone === 'bad' || tone === 'doubt') ?? []) : [],
  );
}
