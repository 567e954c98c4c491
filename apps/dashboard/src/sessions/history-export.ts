import { Component, computed, inject } from '@angular/core';
import { Dropdown, Icon } from '@livekit-dashboard/ui';
import { addressOf } from '../live/rest';
import { HistoryAddress } from './history-address';

const THINGS = [
  { resource: 'sessions', label: 'Sessions' },
  { resource: 'participants', label: 'Their participants' },
] as const;
const FORMATS = [
  { format: 'csv', label: 'CSV' },
  { format: 'xlsx', label: 'Excel' },
  { format: 'json', label: 'JSON' },
] as const;

/** What the page shows as files, whole and with the same filters. The browser shows how far a download is, and ends it. */
@Component({
  selector: 'lk-history-export',
  imports: [Dropdown, Icon],
  template: `
    <lk-dropdown label="Export">
      <ng-container ngProjectAs="[face]"><lk-icon name="download" />Export</ng-container>
      @for (thing of files(); track thing.label) {
        <p>{{ thing.label }}</p>
        @for (file of thing.files; track file.label) {
          <a [href]="file.href" [attr.aria-label]="thing.label + ' as ' + file.label" download>{{ file.label }}</a>
        }
      }
    </lk-dropdown>
  `,
  styles: `
    p {
      padding: 8px 12px 2px;
      font-size: var(--size-small);
      color: var(--text-2);
    }
    a {
      padding: 6px 12px;
      border-radius: var(--radius-small);
      color: var(--text);
    }
    a:hover {
      background: var(--surface-2);
    }
  `,
})
export class HistoryExport {
  private readonly address = inject(HistoryAddress);
  protected readonly files = computed(() => {
    const query = { ...this.address.query(), state: 'ended' };
    return THINGS.map(({ resource, label }) => ({
      label,
      files: FORMATS.map(({ format, label: name }) => ({
        label: name,
        href: addressOf(`exports/${resource}.${format}`, query),
      })),
    }));
  });
}
