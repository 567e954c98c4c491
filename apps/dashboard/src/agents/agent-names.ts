import { Component, input, output, signal } from '@angular/core';
import { type Params, RouterLink } from '@angular/router';
import type { AgentNameSummary } from '@livekit-dashboard/contracts';
import {
  formatCount,
  formatSpan,
  Name,
  RowTemplate,
  type TableColumn,
  Tint,
  VirtualTable,
} from '@livekit-dashboard/ui';
import { restingRows } from '../live/keep-places';
import { type NameSort, sortNames } from './agent-sort';

/** What the agents of each name did in 24 hours. */
@Component({
  selector: 'lk-agent-names',
  imports: [Name, RouterLink, RowTemplate, Tint, VirtualTable],
  templateUrl: './agent-names.html',
  styleUrl: './agents-table.scss',
})
export class AgentNames {
  readonly names = input.required<readonly AgentNameSummary[]>();
  /** When the 24 hours began. */
  readonly from = input.required<string>();
  readonly sort = input.required<NameSort>();
  readonly turned = output<string>();

  protected readonly held = signal(false);
  protected readonly count = formatCount;
  protected readonly span = formatSpan;
  protected readonly idOf = ({ agentName }: AgentNameSummary): string => JSON.stringify(agentName);
  /** The sessions in which an agent of the name was. */
  protected readonly sessionsOf = ({ agentName }: AgentNameSummary): Params => ({
    view: 'history',
    agent: agentName,
    from: this.from(),
    live: 1,
  });
  protected readonly rows = restingRows(
    () => ({ rows: this.names(), sort: this.sort(), held: this.held() }),
    sortNames,
    this.idOf,
  );

  protected readonly columns: readonly TableColumn[] = [
    { label: 'Agent', width: 'minmax(110px, 2fr)', sort: 'agentName' },
    { label: 'Now', width: 'minmax(64px, 1fr)', number: true, sort: 'active' },
    { label: 'Peak', width: 'minmax(84px, 1fr)', number: true, sort: 'peak', priority: 2 },
    { label: 'Sessions', width: 'minmax(88px, 1fr)', number: true, sort: 'sessions' },
    { label: 'Joins', width: 'minmax(80px, 1fr)', number: true, sort: 'connections', priority: 3 },
    { label: 'Time', width: 'minmax(104px, 1fr)', number: true, sort: 'agentMs' },
  ];
}
