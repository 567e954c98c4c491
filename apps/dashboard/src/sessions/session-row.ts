import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Session } from '@livekit-dashboard/contracts';
import { Duration, Name, Sid, Tag, Time, Tint } from '@livekit-dashboard/ui';
import { sourceParam } from '../live/source-param';
import type { LiveRow } from '../live/live-list';
import type { ColumnSet } from './session-columns';

/** One session in the live table. It renders only when its own row changes. */
@Component({
  selector: 'lk-session-row',
  imports: [Duration, Name, RouterLink, Sid, Tag, Time, Tint],
  host: { role: 'row', class: 'grid-row', '[class.leaving]': 'row().leaving()' },
  templateUrl: './session-row.html',
  styleUrl: './session-row.scss',
})
export class SessionRow {
  readonly row = input.required<LiveRow<Session>>();
  readonly shows = input.required<ColumnSet>();

  protected readonly sourceParam = sourceParam;
  protected readonly session = computed(() => this.row().value());
  /** When its clock stops: a deleted row has no end of its own. */
  protected readonly until = computed(() => {
    const { endedAt, lastEventAt } = this.session();
    return this.row().leaving() ? (endedAt ?? lastEventAt) : null;
  });
}
