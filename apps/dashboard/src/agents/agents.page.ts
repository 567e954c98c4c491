import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { type Params, Router, RouterLink } from '@angular/router';
import { CodeBlock, formatCount, Icon, Notice, SkeletonRows } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { formatSort, parseSort, type Sort, turnSort } from '../live/sort';
import { AgentNames } from './agent-names';
import {
  AGENT_FIELDS,
  MOST_TIME,
  NAME_FIELDS,
  NEWEST_AGENT,
  NEWEST_CALL,
  UNATTENDED_FIELDS,
  WORDS,
} from './agent-sort';
import { AgentsStore } from './agents.store';
import { LiveAgents } from './live-agents';
import { matches } from './matches';
import { Unattended } from './unattended';

const VIEWS = ['live', 'names', 'unattended'] as const;
type View = (typeof VIEWS)[number];

/**
 * `/agents`: which agents are in a room, what they did by name, and where none came. View, filter (`q`, `only=alone`) and order are
 * in the URL.
 */
@Component({
  selector: 'lk-agents-page',
  imports: [AgentNames, CodeBlock, Icon, LiveAgents, Notice, RouterLink, SkeletonRows, Unattended],
  providers: [AgentsStore],
  templateUrl: './agents.page.html',
  styleUrl: './agents.page.scss',
})
export class AgentsPage {
  /** From the URL. */
  readonly view = input<string>();
  readonly q = input<string>();
  readonly only = input<string>();
  readonly sort = input<string>();

  protected readonly store = inject(AgentsStore);
  protected readonly live = inject(LiveStore);
  private readonly router = inject(Router);
  protected readonly count = formatCount;
  protected readonly stale = computed(() => (this.live.live() ? null : ''));
  protected readonly shown = computed((): View => VIEWS.find((view) => view === this.view()) ?? 'live');
  protected readonly words = computed(() => this.q() ?? '');
  protected readonly alone = computed(() => this.only() === 'alone');

  protected readonly agentSort = computed(() => parseSort(this.sort(), AGENT_FIELDS, NEWEST_AGENT));
  protected readonly nameSort = computed(() => parseSort(this.sort(), NAME_FIELDS, MOST_TIME));
  protected readonly unattendedSort = computed(() => parseSort(this.sort(), UNATTENDED_FIELDS, NEWEST_CALL));

  protected readonly names = computed(() =>
    (this.store.day()?.names ?? []).filter(({ agentName }) => matches(this.words(), agentName)),
  );
  protected readonly unattended = computed(() =>
    (this.store.day()?.unattended ?? []).filter(
      ({ name, sid, identities }) => matches(this.words(), name, sid) && (!this.alone() || identities === 1),
    ),
  );

  constructor() {
    effect(() => {
      const words = this.words();
      untracked(() => this.store.find(words));
    });
    effect(() => {
      const sort = this.agentSort();
      untracked(() => this.store.sortBy(sort));
    });
  }

  protected turn(field: string): void {
    switch (this.shown()) {
      case 'live':
        return this.turnOf(this.agentSort(), AGENT_FIELDS, field);
      case 'names':
        return this.turnOf(this.nameSort(), NAME_FIELDS, field);
      case 'unattended':
        return this.turnOf(this.unattendedSort(), UNATTENDED_FIELDS, field);
    }
  }

  protected choose(queryParams: Params): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  private turnOf<F extends string>(sort: Sort<F>, fields: readonly F[], clicked: string): void {
    const field = fields.find((known) => known === clicked);
    if (field) this.choose({ sort: formatSort(turnSort<string>(sort, field, WORDS)) });
  }
}
