import { erasedEvent } from '@livekit-dashboard/domain';
import { erasePerson } from '@livekit-dashboard/livekit';
import type { BatchTransaction } from '../store/repositories/batch-transaction';
import type { WorkingSet } from '../store/working-set';
import type { ReceivedEvent } from './received-event';

/**
 * A late event of a connection that was erased brings nobody back: it is folded and stored with the pseudonym, and without what it
 * tells of the person. Who else has that pseudonym in the session is then needed too.
 */
export async function withoutErased(
  tx: BatchTransaction,
  events: readonly ReceivedEvent[],
  sets: ReadonlyMap<string, WorkingSet>,
): Promise<readonly ReceivedEvent[]> {
  const told = events.map((received) => withoutPerson(received, sets.get(received.source)));
  const changed = told.filter((received, i) => received !== events[i]);
  for (const [source, own] of Map.groupBy(changed, (received) => received.source)) {
    await tx.load(
      source,
      own.map(({ event }) => event),
    );
  }
  return told;
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
