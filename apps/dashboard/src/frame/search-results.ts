import { Component, computed, inject, input, output } from '@angular/core';
import { Duration, Name, State, Time } from '@livekit-dashboard/ui';
import type { SearchField } from '@livekit-dashboard/contracts';
import { type Match, SessionFinder } from './session-finder';

/** A choice: a found session, or all matching sessions that are live or ended. */
export type Choice =
  | { readonly kind: 'session'; readonly match: Match }
  | { readonly kind: 'all'; readonly view: 'live' | 'history'; readonly total: number | string };

/** What of a session matched. */
const MATCH_LABELS: Readonly<Record<SearchField, string>> = {
  name: 'room',
  sid: 'session',
  identity: 'identity',
  participantName: 'participant',
  participantSid: 'participant',
  trackSid: 'track',
  egressId: 'egress',
  ingressId: 'ingress',
  phoneNumber: 'phone',
  trunkPhoneNumber: 'trunk number',
  callId: 'call',
  trunkId: 'trunk',
};

/** The id of a choice, which is the same in every answer. */
export const idOf = (choice: Choice): string =>
  choice.kind === 'session' ? `${choice.match.session.source} ${choice.match.session.sid}` : choice.view;

/** The list under the search box. The focus stays in the box: `active` says which option is chosen. */
@Component({
  selector: 'lk-search-results',
  imports: [Duration, Name, State, Time],
  templateUrl: './search-results.html',
  styleUrl: './search-results.scss',
})
export class SearchResults {
  readonly text = input.required<string>();
  /** Of `choices`; -1: none. */
  readonly active = input.required<number>();
  readonly chosen = output<Choice>();

  protected readonly finder = inject(SessionFinder);
  readonly choices = computed((): readonly Choice[] => {
    const found = this.finder.found();
    if (!found) return [];
    const shown = (state: string) => found.matches.filter(({ session }) => session.state === state).length;
    const all = (view: 'live' | 'history', total: number | string, here: number): Choice[] =>
      total === here ? [] : [{ kind: 'all', view, total }];
    return [
      ...found.matches.map((match): Choice => ({ kind: 'session', match })),
      ...all('live', found.active, shown('active')),
      ...all('history', found.ended, shown('ended')),
    ];
  });

  protected readonly idOf = idOf;
  protected readonly labels = MATCH_LABELS;
}
