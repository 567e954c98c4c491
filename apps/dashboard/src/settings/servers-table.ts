import { Component, input } from '@angular/core';
import type { RECONCILE_STATES, ServerHealth } from '@livekit-dashboard/contracts';
import { State, Time, type Tone } from '@livekit-dashboard/ui';

type Reconcile = (typeof RECONCILE_STATES)[number];

const STATES: Readonly<Record<Reconcile, { readonly tone: Tone; readonly word: string }>> = {
  off: { tone: 'ended', word: 'not asked' },
  waiting: { tone: 'ended', word: 'not asked yet' },
  ok: { tone: 'live', word: 'answers' },
  failing: { tone: 'bad', word: 'fails' },
};

/** The configured LiveKit servers: which keys may sign for each, when it last posted, and whether its API answers. */
@Component({
  selector: 'lk-servers-table',
  imports: [State, Time],
  host: { class: 'card' },
  templateUrl: './servers-table.html',
  styleUrl: './servers-table.scss',
})
export class ServersTable {
  readonly servers = input.required<readonly ServerHealth[]>();
  protected readonly states = STATES;
}
