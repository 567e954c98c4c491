import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { type Params, Router, RouterLink } from '@angular/router';
import { CodeBlock, formatCount, Icon, Notice, SkeletonRows } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { parseSort, turned } from '../live/sort';
import { AGENT_FIELDS, NEWEST_AGENT, WORDS } from './agent-sort';
import { AgentsDay } from './agents-day';
import { AgentsStore } from './agents.store';
import { LiveAgents } from './live-agents';

const VIEWS = ['live', 'names', 'unattended'] as const;
type View = (typeof VIEWS)[number];

/**
 * `/agents`: the agents that are in a room, agents by name, and the sessions that no agent joined. View, filter (`q`,
 * `only=alone`) and order are in the URL.
 */
@Component({
  selector: 'lk-agents-page',
  imports: [AgentsDay, CodeBlock, Icon, LiveAgents, Notice, RouterLink, SkeletonRows],
  providers: [AgentsStore],
  host: { class: 'page' },
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
    this.choose({ sort: turned(this.agentSort(), field, WORDS) });
  }

  protected choose(queryParams: Params): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
