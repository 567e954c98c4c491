import { Component, effect, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { formatCount, State } from '@livekit-dashboard/ui';
import { RetentionStore } from './retention.store';

/**
 * The erasure of a person: asks for the identity, explains the effect, requires a confirmation, and reports the result.
 */
@Component({
  selector: 'lk-erase-person',
  imports: [State],
  templateUrl: './erase-person.html',
  styleUrl: './erase-person.scss',
})
export class ErasePerson {
  protected readonly store = inject(RetentionStore);
  /** The identity to confirm; null: none yet. */
  protected readonly asked = signal<string | null>(null);
  private readonly question = viewChild<ElementRef<HTMLElement>>('question');
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  /** The focus moves to the confirmation, so that screen readers read it and Tab reaches its two buttons. */
  constructor() {
    effect(() => this.question()?.nativeElement.focus());
  }

  protected ask(event: Event, identity: string): void {
    event.preventDefault();
    this.store.forget();
    this.asked.set(identity === '' ? null : identity);
  }

  protected cancel(): void {
    this.asked.set(null);
    this.field().nativeElement.focus();
  }

  protected async erase(identity: string): Promise<void> {
    await this.store.erase(identity);
    if (this.store.erasureError()) return;
    this.asked.set(null);
    this.field().nativeElement.value = '';
    this.field().nativeElement.focus();
  }

  protected readonly of = (n: number, one: string, many: string): string => `${formatCount(n)} ${n === 1 ? one : many}`;
}
