import { erasedEvent } from '@livekit-dashboard/domain';
import { erasePerson } from '@livekit-dashboard/livekit';
import type { BatchTransaction } from '../store/batch/batch-transaction';
import type { WorkingSet } from '../store/batch/working-set';
import type { ReceivedEvent } from './received-event';

/**
 * Folds and stores a late event of an erased connection under the pseudonym, without personal data (ER2). The other
 * connections with that pseudonym in the session are loaded too, since they share one identity.
 */
export async function withoutErased(
  tx: BatchTransaction,
  events: readonly ReceivedEvent[],
  sets: ReadonlyMap<string, WorkingSet>,
): Promise<readonly ReceivedEvent[]> {
  const pseudonymized = events.map((received) => withoutPerson(received, sets.get(received.source)));
  const changed = pseudonymized.filter((received, i) => received !== events[i]);
  for (const [source, own] of Map.groupBy(changed, (received) => received.source)) {
    await tx.loadReplaced(
      source,
      own.map(({ event }) => event),
    );
  }
  return pseudonymized;
}

function withoutPerson(received: ReceivedEvent, set: WorkingSet | undefined): ReceivedEvent {
  const { participant } = received.event;
  const known = participant ? set?.state.participants.get(participant.sid) : undefined;
  if (!participant || !known?.erased || known.identity === null) return received;
  const { identity, sid } = participant;
  const pseudonym = known.identity;
  return {
    ...received,
    event: erasedEvent(received.event, pseudonym),
    payload: { ...erasePerson(received.payload, { identity, pseudonym, sid }) },
  };
}
