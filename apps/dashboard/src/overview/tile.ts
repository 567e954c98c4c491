import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Sparkline, Tint } from '@livekit-dashboard/ui';
import { ZoneChoice } from '../frame/zone-choice';
import { LiveStore } from '../live/live.store';
import { type TileKind, tileView } from './tiles';

/**
 * One figure of the whole server with its last hour, linked to the page of it. Until it is received its space is
 * reserved.
 */
@Component({
  selector: 'lk-tile',
  imports: [RouterLink, Sparkline, Tint],
  templateUrl: './tile.html',
  styleUrl: './tile.scss',
})
export class Tile {
  readonly kind = input.required<TileKind>();
  private readonly live = inject(LiveStore);
  private readonly zone = inject(ZoneChoice).zone;

  protected readonly view = computed(() => {
    const stats = this.live.stats();
    return stats && tileView(this.kind(), stats, this.live.hour(), this.zone());
  });
}
