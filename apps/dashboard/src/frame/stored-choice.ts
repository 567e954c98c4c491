import { signal, type Signal } from '@angular/core';

/** A choice of this browser, kept in local storage where that is allowed, else for as long as the page is open. */
export class StoredChoice<T extends string> {
  private readonly chosen;
  readonly value: Signal<T>;

  /** The first of `choices` is what holds before anything was chosen. */
  constructor(
    private readonly key: string,
    private readonly choices: readonly [T, ...T[]],
  ) {
    const kept = readStored(key);
    this.chosen = signal(choices.find((choice) => choice === kept) ?? choices[0]);
    this.value = this.chosen.asReadonly();
  }

  /** What comes after the present choice, in a circle. */
  next(): T {
    return this.choices[(this.choices.indexOf(this.chosen()) + 1) % this.choices.length] ?? this.choices[0];
  }

  set(choice: T): void {
    this.chosen.set(choice);
    writeStored(this.key, choice);
  }
}

/** What this browser keeps under a name; null: nothing, or it may not. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function writeStored(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Forbidden here: the choice lasts as long as the page.
  }
}
