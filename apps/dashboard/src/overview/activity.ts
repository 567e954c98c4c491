import { Component, computed, ElementRef, inject, linkedSignal, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ActivityItem } from '@livekit-dashboard/contracts';
import { Hold, Icon, Time } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { sourceParam } from '../live/source-param';
import { labelOf, moodOf, newer } from './feed';

/**
 * The last events, the newest first. While the user is using it, it does not move and shows how many events wait. It is
 * not a live region, which would never stop speaking.
 */
@Component({
  selector: 'lk-activity',
  imports: [Hold, Icon, RouterLink, Time],
  host: { class: 'card', '(pointerenter)': 'over.set(true)', '(pointerleave)': 'over.set(false)' },
  templateUrl: './activity.html',
  styleUrl: './activity.scss',
})
export class ActivityFeed {
  protected readonly live = inject(LiveStore);
  protected readonly moodOf = moodOf;
  protected readonly sourceParam = sourceParam;
  protected readonly labelOf = labelOf;
  protected readonly skeletons = Array.from({ length: 8 });
  private readonly held = signal(false);
  /** Whether the pointer is on the card, including the button with the number of waiting events. */
  protected readonly over = signal(false);
  private readonly asked = signal(0);
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');
  private readonly state = computed(() => ({
    items: this.live.activity()?.items ?? [],
    held: this.held() || this.over(),
    asked: this.asked(),
  }));

  protected readonly shown = linkedSignal<ReturnType<typeof this.state>, readonly ActivityItem[]>({
    source: this.state,
    computation: ({ items, held, asked }, before) => {
      const still = held && before?.source.asked === asked && before.value.length > 0;
      return still ? before.value : items;
    },
  });
  protected readonly waiting = computed(() => newer(this.shown(), this.state().items));
  /** Events that arrived after the feed was opened are highlighted as they enter. */
  protected readonly opened = linkedSignal<number | null, number | null>({
    source: () => this.live.activity()?.items[0]?.offset ?? null,
    computation: (newest, before) => before?.value ?? newest,
  });

  protected hold(held: boolean): void {
    this.held.set(held);
  }

  protected release(): void {
    this.asked.update((times) => times + 1);
    this.list()?.nativeElement.scrollTo({ top: 0 });
  }
}
