import { Component, computed, input } from '@angular/core';
import type { ListedPerson, ListedSession } from '@livekit-dashboard/contracts';

/** The people of a session: a few names, first and in red those whose connection dropped, and the number of others. */
@Component({
  selector: 'lk-session-people',
  host: { class: 'cut', '[attr.title]': 'title()' },
  template: `@for (person of who(); track $index) {
      <bdi [class.dropped]="person.dropped">{{ label(person) }}</bdi>{{ $last ? '' : ', ' }}
    }
    @if (more(); as count) {
      <span class="more">+{{ count }}</span>
    }`,
  styles: `
    .dropped {
      color: var(--bad);
    }
    .more {
      margin-left: 4px;
      color: var(--text-3);
    }
  `,
})
export class SessionPeople {
  readonly session = input.required<ListedSession>();
  protected readonly who = computed(() => this.session().who ?? []);
  protected readonly more = computed(() => Math.max(0, this.session().identities - this.who().length));
  protected readonly title = computed(() =>
    this.who()
      .map((person) => `${this.label(person)}${person.dropped ? ' (dropped)' : ''}`)
      .join(', '),
  );

  protected label({ name, identity }: ListedPerson): string {
    return [name, identity].find(Boolean) ?? 'unknown';
  }
}
