import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Session } from '@livekit-dashboard/contracts';
import { Icon, Notice } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { EgressTab } from './egress-tab';
import { EventsTab } from './events-tab';
import { censusWords } from './census';
import { type Described, Metadata } from './metadata';
import { ParticipantsTab } from './participants-tab';
import { SessionHeader } from './session-header';
import { SessionStore } from './session.store';
import type { Span, Subject } from './timeline/timeline';
import { SessionTimeline } from './timeline/session-timeline';
import { TimelineAddress } from './timeline/timeline-address';
import { TracksTab } from './tracks-tab';

const TABS = ['participants', 'tracks', 'egress', 'events', 'metadata'] as const;
type TabName = (typeof TABS)[number];

interface Tab {
  readonly name: TabName;
  readonly label: string;
  readonly count: number | null;
  /** What the number counts, where its name alone does not say. */
  readonly title?: string;
}

/** `/sessions/:sid`: one session, running or ended, live to the second. The tab is in the URL. */
@Component({
  selector: 'lk-session-page',
  imports: [
    EgressTab,
    EventsTab,
    Icon,
    Metadata,
    Notice,
    ParticipantsTab,
    RouterLink,
    SessionHeader,
    SessionTimeline,
    TracksTab,
  ],
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
  readonly open = input<string>();

  protected readonly store = inject(SessionStore);
  protected readonly address = inject(TimelineAddress);
  protected readonly live = inject(LiveStore);
  private readonly title = inject(Title);
  private readonly router = inject(Router);
  private readonly link = this.router.currentNavigation()?.extras.state;
  /** The room's name as the list that led here knew it: the page has it at once. */
  protected readonly roomTold = computed(() => {
    const room: unknown = this.link?.['sid'] === this.sid() ? this.link['room'] : null;
    return typeof room === 'string' ? room : null;
  });
  private readonly route = inject(ActivatedRoute);

  protected readonly here = computed((): TabName => TABS.find((tab) => tab === this.tab()) ?? 'participants');
  protected readonly tabs = computed((): readonly Tab[] => {
    const egresses = this.store.egresses().length;
    const census = this.store.census();
    const people = census.came.person + census.came.agent + census.came.unknown;
    return [
      { name: 'participants', label: 'Participants', count: people, title: censusWords(census) },
      { name: 'tracks', label: 'Tracks', count: this.store.tracks().length },
      ...(egresses > 0 || this.here() === 'egress'
        ? [{ name: 'egress' as const, label: 'Egress', count: egresses }]
        : []),
      { name: 'events', label: 'Events', count: null },
      { name: 'metadata', label: 'Metadata', count: null },
    ];
  });

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

  /** A room has metadata and no attributes. */
  protected described({ sid, metadata, metadataBytes }: Session): Described {
    return { sid, metadata, metadataBytes, attributes: {} };
  }

  /** From a bar of the timeline to what there is to read of it. */
  protected look({ subject }: Span): void {
    const queryParams = placeOf(subject);
    void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge' });
  }
}

function placeOf(subject: Subject): { readonly tab: TabName; readonly open?: string } {
  switch (subject.kind) {
    case 'room':
      return { tab: 'metadata' };
    case 'egress':
      return { tab: 'egress' };
    case 'track':
      return { tab: 'participants', open: subject.track.participantSid };
    case 'connection':
    case 'aborted':
      return { tab: 'participants', open: subject.participant.sid };
  }
}
