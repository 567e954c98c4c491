import { Component, computed, input } from '@angular/core';
import { Tag } from '@livekit-dashboard/ui';

/** LiveKit's word for what a participant is. An ordinary person needs none. */
@Component({
  selector: 'lk-kind-tag',
  imports: [Tag],
  template: `@if (word(); as w) {
    <lk-tag [tone]="w === 'AGENT' ? 'agent' : 'ended'">{{ w }}</lk-tag>
  }`,
  styles: `
    :host {
      flex: none;
    }
  `,
})
export class KindTag {
  readonly kind = input.required<string | null>();
  protected readonly word = computed(() => (this.kind() === 'STANDARD' ? null : this.kind()));
}
