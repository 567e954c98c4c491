import { Component, computed, input } from '@angular/core';
import type { Participant } from '@livekit-dashboard/contracts';
import { Tag } from '@livekit-dashboard/ui';

/** The kind of a participant, as LiveKit names it. Ordinary persons have no tag. */
@Component({
  selector: 'lk-kind-tag',
  imports: [Tag],
  template: `
    @if (label(); as text) {
      <lk-tag [tone]="text === 'AGENT' ? 'agent' : 'ended'" [title]="details()">{{ text }}</lk-tag>
    }
    @if (of().hidden) {
      <lk-tag title="LiveKit hides this participant from the others. It is in no count and no cost.">hidden</lk-tag>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      gap: 4px;
    }
    :host:empty {
      display: none;
    }
  `,
})
export class KindTag {
  readonly of = input.required<Pick<Participant, 'kind' | 'hidden' | 'kindDetails'>>();
  protected readonly label = computed(() => (this.of().kind === 'STANDARD' ? null : this.of().kind));
  protected readonly details = computed(() => this.of().kindDetails.join(', '));
}
