/**
 * The newest digest of one kind. It is replaced whole. The client drops older values (see its ChangeCache), so the last
 * one received is the newest.
 */
import { signal } from '@angular/core';
import type { Change, DigestKind, EntityOf } from '@livekit-dashboard/contracts';
import { changesOf } from './changes-of';

export class Digest<K extends DigestKind> {
  private readonly latest = signal<EntityOf<K> | null>(null);
  /** Null until the first came. */
  readonly value = this.latest.asReadonly();

  constructor(private readonly kind: K) {}

  take(changes: readonly Change[]): void {
    for (const { value } of changesOf(this.kind, changes)) if (value) this.latest.set(value);
  }
}
