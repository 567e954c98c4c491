import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { BusySession } from '@livekit-dashboard/contracts';
import { Duration, Hold, Name, type Reading, RowLink, Sid, Sparkline, Tag, Tint } from '@livekit-dashboard/ui';
import { LiveStore } from '../live/live.store';
import { sourceParam } from '../live/source-param';
import { fresh, inPlace } from './busy-rows';
import { spokenPeople } from './spoken-people';

/** The sessions with the most people. Their order does not change while the user is using the list. */
@Component({
  selector: 'lk-busiest',
  imports: [Duration, Hold, Name, RouterLink, RowLink, Sid, Sparkline, Tag, Tint],
  host: { class: 'card' },
  templateUrl: './busiest.html',
  styleUrl: './busiest.scss',
})
export class BusiestSessions {
  protected readonly live = inject(LiveStore);
  protected readonly held = signal(false);
  protected readonly skeletons = Array.from({ length: 6 });
  protected readonly sourceParam = sourceParam;
  protected readonly spoken = spokenPeople;
  private readonly state = computed(() => ({ busiest: this.live.busiest(), held: this.held() }));

  protected readonly rows = linkedSignal<ReturnType<typeof this.state>, ReturnType<typeof fresh>>({
    source: this.state,
    computation: ({ busiest, held }, before) => {
      if (!busiest) return [];
      return held && before ? inPlace(before.value, busiest.sessions, busiest.at) : fresh(busiest.sessions);
    },
  });

  protected course({ peopleByMinute, people }: BusySession): readonly Reading[] {
    return [...peopleByMinute, people];
  }
}
