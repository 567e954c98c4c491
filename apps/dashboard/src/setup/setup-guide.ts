import { Component, inject } from '@angular/core';
import { DOCUMENT } from '@angular/common';
import { CodeBlock } from '@livekit-dashboard/ui';

/** What a newcomer sees until the first webhook comes: how to make LiveKit send them here. */
@Component({
  selector: 'lk-setup-guide',
  imports: [CodeBlock],
  host: { class: 'card' },
  templateUrl: './setup-guide.html',
  styleUrl: './setup-guide.scss',
})
export class SetupGuide {
  protected readonly url = `${inject(DOCUMENT).location.origin}/api/webhooks/livekit`;
  protected readonly yaml = [
    'keys:',
    '  <your API key>: <your API secret>',
    '',
    'webhook:',
    '  api_key: <your API key>',
    '  urls:',
    `    - ${this.url}`,
  ].join('\n');
}
