import { Component, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { UnattendedSession } from '@livekit-dashboard/contracts';
import {
  Duration,
  Name,
  RowLink,
  RowTemplate,
  Sid,
  State,
  type TableColumn,
  Tag,
  Time,
  VirtualTable,
} from '@livekit-dashboard/ui';
import { restingRows } from '../live/keep-places';
import { sourceParam } from '../live/source-param';
import { sortUnattended, type UnattendedSort } from './agent-sort';

/** Sessions of the last 24 hours that people joined and no agent. */
@Component({
  selector: 'lk-unattended',
  imports: [Duration, Name, RouterLink, RowLink, RowTemplate, Sid, State, Tag, Time, VirtualTable],
  template: `
    <lk-virtual-table
      lkRowLink
      label="Sessions without an agent, last 24 hours"
      [columns]="columns"
      [idOf]="idOf"
      [sort]="sort()"
      (turned)="turned.emit($event)"
      (held)="held.set($event)"
    >
      <ng-template [lkRow]="rows()" let-s>
        <span role="cell" class="name">
          <a [routerLink]="['/sessions', s.sid]" [queryParams]="sourceParam(s.source)"
            ><lk-name [value]="s.name" fallback="unnamed room"
          /></a>
          <lk-sid [value]="s.sid" />
        </span>
        <span role="cell" class="p2">
          @if (s.state === 'active') {
            <lk-state tone="live" [running]="true">active</lk-state>
          } @else {
            <lk-state tone="ended">ended</lk-state>
          }
        </span>
        <span role="cell" class="number p2"><lk-time [at]="s.firstJoinedAt" /></span>
        <span role="cell" class="number"><lk-duration [from]="s.firstJoinedAt" [to]="s.endedAt" /></span>
        <span role="cell" class="number p3" [class.zero]="!s.people">{{ s.people }}</span>
        <span role="cell" class="number">{{ s.identities }}</span>
        <span role="cell" class="notes p2">
          @if (s.identities === 1) {
            <lk-tag tone="doubt">caller alone</lk-tag>
          }
        </span>
      </ng-template>
    </lk-virtual-table>
  `,
  styleUrl: './agents-table.scss',
})
export class Unattended {
  readonly sessions = input.required<readonly UnattendedSession[]>();
  readonly sort = input.required<UnattendedSort>();
  readonly turned = output<string>();

  protected readonly sourceParam = sourceParam;
  protected readonly held = signal(false);
  protected readonly idOf = ({ sid }: UnattendedSession): string => sid;
  protected readonly rows = restingRows(
    () => ({ rows: this.sessions(), sort: this.sort(), held: this.held() }),
    sortUnattended,
    this.idOf,
  );

  protected readonly columns: readonly TableColumn[] = [
    { label: 'Room', width: 'minmax(120px, 2.4fr)', sort: 'name' },
    { label: 'State', width: '104px', priority: 2 },
    { label: 'First join', width: '124px', number: true, sort: 'firstJoinedAt', priority: 2 },
    { label: 'Since then', width: '104px', number: true },
    { label: 'People', width: '80px', number: true, sort: 'people', priority: 3 },
    { label: 'Unique people', width: '128px', number: true, sort: 'identities' },
    { label: 'Notes', width: 'minmax(150px, 1fr)', priority: 2 },
  ];
}
