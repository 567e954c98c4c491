import { Injectable } from '@angular/core';
import type { Zone } from '@livekit-dashboard/ui';
import { StoredChoice } from './stored-choice';

/** Times of this browser's zone, or UTC. */
@Injectable({ providedIn: 'root' })
export class ZoneChoice {
  private readonly choice = new StoredChoice<Zone>('zone', ['local', 'utc']);
  readonly zone = this.choice.value;

  toggle(): void {
    this.choice.set(this.choice.next());
  }
}
