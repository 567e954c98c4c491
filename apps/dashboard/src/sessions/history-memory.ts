import { Injectable } from '@angular/core';
import type { HistoryPages } from './history.store';

export interface HistoryPlace {
  /** Path and query of the history. */
  readonly url: string;
  readonly pages: HistoryPages;
  /** The time that a rolling range was as of, in ms. */
  readonly asOfMs: number;
  /** Index of the first row in view. */
  readonly row: number;
}

/** The place in the history that was left last: going back restores it, with all pages that were loaded. */
@Injectable({ providedIn: 'root' })
export class HistoryMemory {
  private place: HistoryPlace | null = null;

  keep(place: HistoryPlace): void {
    this.place = place;
  }

  /** Null: another one, or none, was left. */
  at(url: string): HistoryPlace | null {
    return this.place?.url === url ? this.place : null;
  }
}
