import { Component, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Agent } from '@livekit-dashboard/contracts';
import {
  Duration,
  Name,
  RowLink,
  RowTemplate,
  Sid,
  State,
  type TableColumn,
  Time,
  Tint,
  VirtualTable,
} from '@livekit-dashboard/ui';
import type { LiveRow } from '../live/live-list';
import { sourceParam } from '../live/source-param';
import type { AgentSort } from './agent-sort';

/** The agents that are in a room now, each with its room and duration. */
@Component({
  selector: 'lk-live-agents',
  imports: [Duration, Name, RouterLink, RowLink, RowTemplate, Sid, State, Time, Tint, VirtualTable],
  templateUrl: './live-agents.html',
  styleUrl: './agents-table.scss',
})
export class LiveAgents {
  readonly rows = input.required<readonly LiveRow<Agent>[]>();
  readonly sort = input.required<AgentSort>();
  readonly turned = output<string>();
  readonly held = output<boolean>();

  protected readonly sourceParam = sourceParam;
  protected readonly idOf = (row: LiveRow<Agent>): string => row.sid;
  protected readonly columns: readonly TableColumn[] = [
    { label: 'Agent', width: 'minmax(110px, 1.5fr)', sort: 'agentName' },
    { label: 'Session', width: 'minmax(110px, 2fr)', sort: 'sessionName' },
    { label: 'Job', width: 'minmax(120px, 1.2fr)', priority: 3 },
    { label: 'State', width: '136px', priority: 2 },
    { label: 'Joined', width: '124px', number: true, priority: 3, sort: 'joinedAt' },
    { label: 'Uptime', width: '92px', number: true },
    { label: 'Tracks', width: '84px', number: true, priority: 3, sort: 'tracks' },
  ];
}
