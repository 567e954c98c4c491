/**
 * One call on a real LiveKit server with everything that a page must show. A generator: each step is yielded after it
 * was done, and the next one is done on request, so that a test can check the page in between.
 */
import { abortedJoin } from './aborted-join';
import type { LiveKit } from './livekit-server';
import { Person } from './person';
import type { Who } from './token';

export interface Step {
  readonly step:
    | 'created'
    | 'joined'
    | 'published'
    | 'unpublished'
    | 'rejoined'
    | 'aborted'
    | 'agent_joined'
    | 'removed'
    | 'left'
    | 'deleted';
  readonly room: string;
  readonly identity?: string;
  readonly participantSid?: string;
  readonly trackSid?: string;
}

export async function* story(livekit: LiveKit, room: string): AsyncGenerator<Step, void, void> {
  const present = new Set<Person>();
  const join = async (who: Who): Promise<Person> => {
    const person = await Person.join(livekit, room, who);
    present.add(person);
    return person;
  };
  const who = ({ identity, sid }: Person): Omit<Step, 'step'> => ({ room, identity, participantSid: sid });

  try {
    // It is deleted at the end, and must not close before: the caller may take long over a step.
    await livekit.rooms.createRoom({
      name: room,
      metadata: '{"tenant":"acme"}',
      emptyTimeout: 600,
      departureTimeout: 600,
    });
    yield { step: 'created', room };
    const alice = await join({ identity: 'alice', name: 'Alice Andersson' });
    yield { step: 'joined', ...who(alice) };
    const microphone = await alice.publishMicrophone();
    yield { step: 'published', ...who(alice), trackSid: microphone };
    const camera = await alice.publishCamera();
    yield { step: 'published', ...who(alice), trackSid: camera };
    await alice.unpublish(camera);
    yield { step: 'unpublished', ...who(alice), trackSid: camera };
    const bob = await join({ identity: 'bob', name: 'Bob Müller' });
    yield { step: 'joined', ...who(bob) };
    const thrownOut = bob.thrownOut();
    const bobAgain = await join({ identity: 'bob', name: 'Bob Müller' });
    await thrownOut;
    yield { step: 'rejoined', ...who(bobAgain) };
    await abortedJoin(livekit, room, { identity: 'henry' });
    yield { step: 'aborted', room, identity: 'henry' };
    const agent = await join({
      identity: 'agent-AJ_story1',
      kind: 'agent',
      attributes: { 'lk.agent.name': 'frontdesk' },
    });
    yield { step: 'agent_joined', ...who(agent) };
    const removed = bobAgain.thrownOut();
    await livekit.rooms.removeParticipant(room, 'bob');
    await removed;
    yield { step: 'removed', ...who(bobAgain) };
    await alice.leave();
    yield { step: 'left', ...who(alice) };
    await livekit.rooms.deleteRoom(room);
    yield { step: 'deleted', room };
  } finally {
    for (const person of present) await person.leave();
  }
}
