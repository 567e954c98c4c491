/**
 * The behaviour of people in rooms, as processes of the world, from which scenarios are made. Waits are in ms of
 * simulated time.
 */
import { SimulatedEgress } from './egress';
import type { LeaveReason, Persona, SimulatedParticipant } from './participant';
import type { SimulatedRoom } from './room';
import type { TrackKind } from './track';
import type { Process, World } from './world';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export interface Visit {
  readonly stayMs: number;
  readonly tracks?: readonly TrackKind[];
  readonly reason?: LeaveReason;
  /** Runs while the visitor is in the room, in parallel with the stay. */
  readonly meanwhile?: (participant: SimulatedParticipant) => Process;
}

/** Joins, publishes, stays, leaves; when the last one leaves, the room begins to close. */
export function* visit(world: World, room: SimulatedRoom, persona: Persona, plan: Visit): Process {
  if (room.finished) return;
  const participant = room.join(persona);
  for (const kind of plan.tracks ?? []) {
    yield world.random.between(60, 200);
    if (!room.participants.has(participant)) return;
    participant.publish(kind);
  }
  if (plan.meanwhile) world.spawn(plan.meanwhile(participant));
  yield plan.stayMs;
  participant.leave(plan.reason);
  closeIfDeserted(world, room);
}

/** Shares the screen for a while, sometimes more than once. */
export function* shareScreen(world: World, participant: SimulatedParticipant): Process {
  do {
    yield world.random.between(20 * SECOND, 3 * MINUTE);
    if (!participant.room.participants.has(participant)) return;
    const screen = participant.publish('screen');
    yield world.random.between(30 * SECOND, 4 * MINUTE);
    participant.unpublish(screen);
  } while (world.random.chance(0.4));
}

/** Turns the camera on and off repeatedly; some never do. */
export function* switchCamera(world: World, participant: SimulatedParticipant): Process {
  if (world.random.chance(0.2)) return;
  const inside = (): boolean => participant.room.participants.has(participant);
  for (let on = participant.publish('camera'); ; on = participant.publish('camera')) {
    yield world.random.gap(world.restless ? 45 * SECOND : 20 * MINUTE);
    if (!inside()) return;
    participant.unpublish(on);
    yield world.random.gap(world.restless ? 15 * SECOND : MINUTE);
    if (!inside()) return;
  }
}

/** A full reconnect: the same identity joins under a new sid, and the old connection is removed. The order varies. */
export function* rejoin(world: World, room: SimulatedRoom, old: SimulatedParticipant, stayMs: number): Process {
  const { persona } = old;
  if (!room.participants.has(old)) return;
  const newFirst = world.random.chance(0.5);
  if (!newFirst) old.leave('DUPLICATE_IDENTITY');
  const again = room.join(persona);
  if (newFirst) old.leave('DUPLICATE_IDENTITY');
  yield 80;
  again.publish('microphone');
  yield stayMs;
  again.leave();
  closeIfDeserted(world, room);
}

/** Records the room for some time. Occasionally the recorder fails to start. */
export function* record(world: World, room: SimulatedRoom, ms: number): Process {
  const egress = new SimulatedEgress(room);
  yield world.random.between(2 * SECOND, 5 * SECOND);
  if (room.finished || world.random.chance(0.1)) {
    egress.failed('Start signal not received');
    return;
  }
  egress.active();
  yield ms;
  egress.stopping();
  closeIfDeserted(world, room);
  yield world.random.between(1 * SECOND, 4 * SECOND);
  egress.complete();
}

/**
 * A room without people (agents and recorders do not count) closes after its departure timeout, unless a person joined
 * meanwhile.
 */
export function closeIfDeserted(world: World, room: SimulatedRoom): void {
  if (!room.deserted) return;
  world.spawn(closeUnless(room, room.joins), room.departureTimeout * SECOND);
}

/** Closes the room if no one has joined since `joins` was counted. */
export function* closeUnless(room: SimulatedRoom, joins: number): Process {
  if (room.joins === joins && room.deserted) room.finish();
}
