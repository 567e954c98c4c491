import type { ChangeKind, ChangeOf, Change } from '@livekit-dashboard/contracts';

/** The changes of one kind. */
export function changesOf<K extends ChangeKind>(kind: K, changes: readonly Change[]): ChangeOf<K>[] {
  return changes.filter((change): change is Extract<Change, { kind: K }> => change.kind === kind) as ChangeOf<K>[];
}
