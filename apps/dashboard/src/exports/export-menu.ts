import { Component, computed, input } from '@angular/core';
import { Dropdown, Icon } from '@livekit-dashboard/ui';
import { addressOf, type Query } from '../live/rest';

/** One exportable list, in each format. */
export interface ExportThing {
  readonly resource: 'sessions' | 'participants' | 'usage' | 'costs' | 'events';
  readonly label: string;
  /** What the file contains, if the page does not say it. */
  readonly note?: string;
  readonly query: Query;
}

const FORMATS = [
  { format: 'csv', label: 'CSV' },
  { format: 'xlsx', label: 'Excel' },
  { format: 'json', label: 'JSON' },
] as const;

/**
 * The content of a page as files, complete and with the same filters. They are plain links: the server streams, and the
 * browser shows the progress and can cancel. On a phone the menu is as wide as its positioned ancestor.
 */
@Component({
  selector: 'lk-export-menu',
  imports: [Dropdown, Icon],
  template: `
    <lk-dropdown label="Export" side="edge">
      <ng-container ngProjectAs="[face]"><lk-icon name="download" />Export</ng-container>
      @for (thing of files(); track thing.label) {
        <div role="group" [attr.aria-label]="thing.label">
          <p>{{ thing.label }}</p>
          @if (thing.note) {
            <p class="note">
              <bdi>{{ thing.note }}</bdi>
            </p>
          }
          @for (file of thing.files; track file.label) {
            <a [href]="file.href" [attr.aria-label]="thing.label + ' as ' + file.label" download>{{ file.label }}</a>
          }
        </div>
      }
    </lk-dropdown>
  `,
  styleUrl: './export-menu.scss',
})
export class ExportMenu {
  readonly things = input.required<readonly ExportThing[]>();

  protected readonly files = computed(() =>
    this.things().map(({ resource, label, note, query }) => ({
      label,
      note,
      files: FORMATS.map(({ format, label: name }) => ({
        label: name,
        href: addressOf(`exports/${resource}.${format}`, query),
      })),
    })),
  );
}
