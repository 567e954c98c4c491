import { Injectable } from '@angular/core';
import type { HistoryPages } from './history.store';

export interface HistoryPlace {
  /** Path and query of the history. */
  readonly url: string;
  readonly pages: HistoryPages;
  /** The time of "now" of a rolling range, in ms. */
  readonly asOfMs: number;
  /** Index of the first row in view. */
  readonly row: number;
}

/** The last position in the history: going back restores it, with all loaded pages. */
@Injectable({ providedIn: 'root' })
export class HistoryMemory {
  private place: HistoryPlace | null = null;

  keep(place: HistoryPlace): void {
    this.place = place;
  }

  /** Null: there is none, or one of another address. */
  at(url: string): HistoryPlace | null {
    return this.place?.url === url ? this.place : null;
  }
}
