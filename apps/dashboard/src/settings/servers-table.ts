import { Component, input } from '@angular/core';
import type { RECONCILE_STATES, ServerHealth } from '@livekit-dashboard/contracts';
import { State, Time, type Tone } from '@livekit-dashboard/ui';

type Reconcile = (typeof RECONCILE_STATES)[number];

interface Shown {
  readonly tone: Tone;
  readonly word: string;
}

const STATES: Readonly<Record<Reconcile, Shown>> = {
  off: { tone: 'ended', word: 'not checked' },
  waiting: { tone: 'ended', word: 'not checked yet' },
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

  /** A server that answers may still list rooms that contradict its webhooks. */
  protected stateOf({ reconcile, contradictedSince }: ServerHealth): Shown {
    return reconcile === 'ok' && contradictedSince !== null
      ? { tone: 'doubt', word: 'lists other rooms' }
      : STATES[reconcile];
  }
}
