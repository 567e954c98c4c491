import { Component, computed, type ElementRef, input, signal, viewChildren } from '@angular/core';
import { CodeBlock } from '@livekit-dashboard/ui';
import { composeYaml, livekitYaml } from './livekit-yaml';
import type { WebhookAddress } from './webhook-address';

const WAYS = ['livekit.yaml', 'LIVEKIT_CONFIG', 'Cloud'] as const;
type Way = (typeof WAYS)[number];

/** The three ways to make LiveKit post its webhooks, as tabs with arrow keys. */
@Component({
  selector: 'lk-setup-ways',
  imports: [CodeBlock],
  templateUrl: './setup-ways.html',
  styleUrl: './setup-ways.scss',
})
export class SetupWays {
  readonly address = input.required<WebhookAddress>();
  /** Name of a configured key. Null: there is none yet. */
  readonly apiKey = input.required<string | null>();

  protected readonly ways = WAYS;
  protected readonly way = signal<Way>('livekit.yaml');
  protected readonly yaml = computed(() => livekitYaml(this.apiKey(), this.address().url));
  protected readonly compose = computed(() => composeYaml(this.apiKey(), this.address().url));
  private readonly buttons = viewChildren<ElementRef<HTMLButtonElement>>('tab');

  protected turn(event: KeyboardEvent): void {
    const at = WAYS.indexOf(this.way());
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: WAYS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + WAYS.length) % WAYS.length;
    this.way.set(WAYS[index] ?? 'livekit.yaml');
    this.buttons()[index]?.nativeElement.focus();
  }
}
