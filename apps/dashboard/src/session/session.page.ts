import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { RouterLink } from '@angular/router';
import { Icon, Notice } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { EgressTab } from './egress-tab';
import { EventsTab } from './events-tab';
import { ParticipantsTab } from './participants-tab';
import { SessionHeader } from './session-header';
import { SessionStore } from './session.store';
import { SessionTimeline } from './timeline/session-timeline';
import { TimelineAddress } from './timeline/timeline-address';
import { TracksTab } from './tracks-tab';

const TABS = ['participants', 'tracks', 'egress', 'events'] as const;
type TabName = (typeof TABS)[number];

interface Tab {
  readonly name: TabName;
  readonly label: string;
  readonly count: number | null;
}

/** `/sessions/:sid`: one session, running or ended, live to the second. The tab is in the URL. */
@Component({
  selector: 'lk-session-page',
  imports: [EgressTab, EventsTab, Icon, Notice, ParticipantsTab, RouterLink, SessionHeader, SessionTimeline, TracksTab],
  providers: [SessionStore, TimelineAddress],
  templateUrl: './session.page.html',
  styleUrl: './session.page.scss',
})
export class SessionPage {
  /** From the URL. */
  readonly sid = input.required<string>();
  readonly tab = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly find = input<string>();
  readonly in = input<string>();

  protected readonly store = inject(SessionStore);
  protected readonly address = inject(TimelineAddress);
  protected readonly live = inject(LiveStore);
  private readonly title = inject(Title);

  protected readonly here = computed((): TabName => TABS.find((tab) => tab === this.tab()) ?? 'participants');
  protected readonly tabs = computed((): readonly Tab[] => {
    const egresses = this.store.egresses().length;
    return [
      { name: 'participants', label: 'Participants', count: this.store.participants().length },
      { name: 'tracks', label: 'Tracks', count: this.store.tracks().length },
      ...(egresses > 0 || this.here() === 'egress'
        ? [{ name: 'egress' as const, label: 'Egress', count: egresses }]
        : []),
      { name: 'events', label: 'Events', count: null },
    ];
  });

  protected readonly agents = computed(
    () => this.store.participants().filter(({ kind, state }) => kind === 'AGENT' && state !== 'aborted').length,
  );

  constructor() {
    effect(() => {
      const sid = this.sid();
      untracked(() => this.store.open(sid));
    });
    effect(() => {
      const told = { from: this.from(), to: this.to(), find: this.find(), in: this.in() };
      untracked(() => this.address.adopt(told));
    });
    effect(() => this.title.setTitle(`${this.store.session()?.name ?? this.sid()} · LiveKit Dashboard`));
  }
}
