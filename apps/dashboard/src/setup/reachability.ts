import { Component, input } from '@angular/core';
import type { WebhookAddress } from './webhook-address';

/** The origin of the webhook URL, and whether LiveKit can reach it: a loopback address is LiveKit's own machine. */
@Component({
  selector: 'lk-reachability',
  template: `
    @let here = address();
    @if (here.reach === 'loopback') {
      <p class="doubt">Reachable only from this machine, not from containers.</p>
      <ul>
        <li>
          LiveKit in Docker on this machine: start this server with <code>HOST=0.0.0.0</code>, and use
          <code>http://host.docker.internal:{{ here.port }}</code> (on Linux, LiveKit's container needs
          <code>extra_hosts: ["host.docker.internal:host-gateway"]</code>, unless it has the host's network).
        </li>
        <li>
          LiveKit elsewhere: <code>HOST=0.0.0.0</code> and
          <code>PUBLIC_URL=http://&lt;this machine&gt;:{{ here.port }}</code
          >. There is no sign-in yet: put a login in front of everything except the webhook path.
        </li>
      </ul>
    } @else if (here.configured) {
      <p>From <code>PUBLIC_URL</code>.</p>
    } @else {
      <p>
        This is the address in your browser. If LiveKit reaches this server at another one, use that and set
        <code>PUBLIC_URL</code>.
      </p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 4px;
      font-size: var(--size-small);
      line-height: 18px;
    }
    p,
    li {
      max-width: 90ch;
      color: var(--text-2);
    }
    .doubt {
      color: var(--doubt);
    }
    ul {
      padding-left: 18px;
      list-style: disc;
    }
    code {
      font: 400 var(--size-small) var(--mono);
      color: var(--text);
      overflow-wrap: anywhere;
    }
  `,
})
export class Reachability {
  readonly address = input.required<WebhookAddress>();
}
