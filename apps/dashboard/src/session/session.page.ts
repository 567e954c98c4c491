import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import type { Session } from '@livekit-dashboard/contracts';
import { Icon, Notice, UI_CLOCK, zoneLabel } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { EgressTab } from './egress-tab';
import { EventsTab } from './events-tab';
import { IngressList } from './ingress-list';
import { censusWords } from './census';
import { type Described, Metadata } from './metadata';
import { ParticipantsTab } from './participants-tab';
import { SessionHeader } from './session-header';
import { SessionStore } from './session.store';
import type { Span, Subject } from './timeline/timeline';
import { SessionTimeline } from './timeline/session-timeline';
import { TimelineAddress } from './timeline/timeline-address';
import { TracksTab } from './tracks-tab';
import { listOfSessions, wayBack } from './way-back';

const TABS = ['participants', 'tracks', 'egress', 'events', 'metadata'] as const;
type TabName = (typeof TABS)[number];

interface Tab {
  readonly name: TabName;
  readonly label: string;
  readonly count: number | null;
  /** What the number counts, if its label does not say it. */
  readonly title?: string;
}

/** `/sessions/:sid`: one session, running or ended, live to the second. The tab is in the URL. */
@Component({
  selector: 'lk-session-page',
  imports: [
    EgressTab,
    EventsTab,
    Icon,
    IngressList,
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
  /** The server of the session, if several are configured. */
  readonly source = input<string>();
  readonly tab = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly find = input<string>();
  readonly in = input<string>();
  readonly open = input<string>();

  protected readonly store = inject(SessionStore);
  protected readonly address = inject(TimelineAddress);
  protected readonly live = inject(LiveStore);
  private readonly clock = inject(UI_CLOCK);
  protected readonly zone = computed(() => {
    const session = this.store.session();
    return zoneLabel(Date.parse(session?.startedAt ?? '') || this.clock.now(), this.clock.zone());
  });
  private readonly title = inject(Title);
  private readonly router = inject(Router);
  private readonly link = this.router.currentNavigation()?.extras.state;
  /** The room's name from the list that linked here, so that the page has it at once. */
  protected readonly roomFromLink = computed(() => {
    const room: unknown = this.link?.['sid'] === this.sid() ? this.link['room'] : null;
    return typeof room === 'string' ? room : null;
  });
  private readonly route = inject(ActivatedRoute);
  private readonly previous = wayBack(previousUrl(this.router));
  private readonly back = computed(
    () => this.previous ?? listOfSessions((this.store.session()?.state ?? 'active') !== 'active'),
  );
  protected readonly way = computed(() => this.router.parseUrl(this.back().url));
  protected readonly backLabel = computed(() => this.back().label);

  protected readonly here = computed((): TabName => TABS.find((tab) => tab === this.tab()) ?? 'participants');
  protected readonly tabs = computed((): readonly Tab[] => {
    const [egresses, ingresses] = [this.store.egresses().length, this.store.ingresses().length];
    const census = this.store.census();
    const people = census.came.person + census.came.agent + census.came.unknown;
    return [
      { name: 'participants', label: 'Participants', count: people, title: censusWords(census) },
      { name: 'tracks', label: 'Tracks', count: this.store.tracks().length },
      ...(egresses + ingresses > 0 || this.here() === 'egress'
        ? [{ name: 'egress' as const, label: media(egresses, ingresses), count: egresses + ingresses }]
        : []),
      { name: 'events', label: 'Events', count: null },
      { name: 'metadata', label: 'Metadata', count: null },
    ];
  });

  constructor() {
    effect(() => {
      const [sid, source] = [this.sid(), this.source()];
      untracked(() => this.store.open(sid, source ?? null));
    });
    effect(() => {
      const shown = { from: this.from(), to: this.to(), find: this.find(), in: this.in() };
      untracked(() => this.address.adopt(shown));
    });
    effect(() => this.title.setTitle(`${this.store.session()?.name ?? this.sid()} · LiveKit Dashboard`));
  }

  /** A room has metadata and no attributes. */
  protected described({ sid, metadata, metadataBytes }: Session): Described {
    return { sid, metadata, metadataBytes, attributes: {} };
  }

  /** Opens the details of a bar of the timeline. */
  protected look({ subject }: Span): void {
    const queryParams = placeOf(subject);
    void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge' });
  }
}

/** The label of the tab of egresses and ingresses. */
function media(egresses: number, ingresses: number): string {
  if (ingresses === 0) return 'Egress';
  return egresses === 0 ? 'Ingress' : 'Egress and ingress';
}

/** The address that was shown before this page. Null: this is the first page. */
function previousUrl(router: Router): string | null {
  return router.currentNavigation()?.previousNavigation?.finalUrl?.toString() ?? null;
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
