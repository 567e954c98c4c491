import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CodeBlock, Duration, Icon, Sid, State, Tag, Time } from '@livekit-dashboard/ui';
import { resultLine } from '../shared/egress-results';
import type { JobRow } from './job-rows';
import { sourceParam } from '../live/source-param';

/** Everything that is known about one egress or one use of an ingress. */
@Component({
  selector: 'lk-job-inspector',
  imports: [CodeBlock, Duration, Icon, RouterLink, Sid, State, Tag, Time],
  host: {
    class: 'card beside',
    role: 'region',
    '[attr.aria-label]': "row().egress ? 'Egress details' : 'Ingress details'",
  },
  templateUrl: './job-inspector.html',
  styleUrl: './job-inspector.scss',
})
export class JobInspector {
  readonly row = input.required<JobRow>();
  readonly closed = output();
  protected readonly sourceParam = sourceParam;
  protected readonly results = computed(() => this.row().egress?.results.map(resultLine) ?? []);
  protected readonly json = computed(() => JSON.stringify(this.row().egress ?? this.row().ingress, null, 2));
}
