import { Component, computed, inject, input, output } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import { formatCount, Icon, Notice, SkeletonRows } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { parseSort, turned } from '../live/sort';
import { AgentNames } from './agent-names';
import { MOST_TIME, NAME_FIELDS, NEWEST_CALL, UNATTENDED_FIELDS, WORDS } from './agent-sort';
import { AgentsStore } from './agents.store';
import { matches } from './matches';
import { Unattended } from './unattended';

/** The last 24 hours of agents: by name, or the sessions that no agent joined. */
@Component({
  selector: 'lk-agents-day',
  imports: [AgentNames, Icon, Notice, RouterLink, SkeletonRows, Unattended],
  templateUrl: './agents-day.html',
  styleUrl: './agents-day.scss',
})
export class AgentsDay {
  readonly view = input.required<'names' | 'unattended'>();
  readonly words = input.required<string>();
  /** Only sessions with a single person. */
  readonly alone = input.required<boolean>();
  /** As the URL has it. */
  readonly sort = input<string>();
  /** The parameters to change in the URL. */
  readonly chosen = output<Params>();

  protected readonly store = inject(AgentsStore);
  private readonly live = inject(LiveStore);
  protected readonly count = formatCount;
  protected readonly stale = computed(() => (this.live.live() ? null : ''));
  protected readonly nameSort = computed(() => parseSort(this.sort(), NAME_FIELDS, MOST_TIME));
  protected readonly unattendedSort = computed(() => parseSort(this.sort(), UNATTENDED_FIELDS, NEWEST_CALL));

  protected readonly shownNames = computed(() =>
    (this.store.day()?.names ?? []).filter(({ agentName }) => matches(this.words(), agentName)),
  );
  protected readonly shownSessions = computed(() =>
    (this.store.day()?.unattended ?? []).filter(
      ({ name, sid, identities }) => matches(this.words(), name, sid) && (!this.alone() || identities === 1),
    ),
  );

  protected turn(field: string): void {
    const sort = this.view() === 'names' ? this.nameSort() : this.unattendedSort();
    this.chosen.emit({ sort: turned(sort, field, WORDS) });
  }
}
