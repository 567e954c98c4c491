import { signal, type Signal } from '@angular/core';

/** A choice of this browser, kept in local storage if that is allowed, otherwise as long as the page is open. */
export class StoredChoice<T extends string> {
  private readonly chosen;
  readonly value: Signal<T>;

  /** The first of `choices` is the default. */
  constructor(
    private readonly key: string,
    private readonly choices: readonly [T, ...T[]],
  ) {
    const kept = readStored(key);
    this.chosen = signal(choices.find((choice) => choice === kept) ?? choices[0]);
    this.value = this.chosen.asReadonly();
  }

  /** The next choice after the current one; after the last comes the first. */
  next(): T {
    return this.choices[(this.choices.indexOf(this.chosen()) + 1) % this.choices.length] ?? this.choices[0];
  }

  set(choice: T): void {
    this.chosen.set(choice);
    writeStored(this.key, choice);
  }
}

/** The value that this browser stores under a name. Null: there is none, or storage is not allowed. */
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
    // Storage is not allowed: the choice lasts as long as the page.
  }
}
