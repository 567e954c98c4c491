/** The stories that happen in the world, each from the first webhook of a room to its last. */
import {
  closeIfDeserted,
  closeUnless,
  MINUTE,
  record,
  rejoin,
  SECOND,
  shareScreen,
  switchCamera,
  visit,
} from './behaviour';
import { agent, guest, meetingName, people, phone, tenantMetadata } from './cast';
import { SimulatedIngress } from './ingress';
import type { SimulatedParticipant } from './participant';
import type { SimulatedRoom } from './room';
import type { Process, World } from './world';

export type Scenario = (world: World) => Process;

export interface Meeting {
  readonly name?: string;
  readonly lengthMs?: number;
}

export function* meeting(
  world: World,
  { name = freeName(world), lengthMs = meetingLength(world) }: Meeting = {},
): Process {
  const { random } = world;
  const room = world.room(name, { metadata: tenantMetadata(random) });
  if (random.chance(0.3)) world.spawn(record(world, room, lengthMs * 0.7), 30 * SECOND);
  for (const [index, persona] of people(random, random.whole(2, 8)).entries()) {
    const lateMs = index === 0 ? 0 : random.gap(40 * SECOND);
    const stayMs = Math.max(20 * SECOND, lengthMs - lateMs + random.between(-30, 30) * SECOND);
    const shares = index === 0 || random.chance(0.15);
    const meanwhile = shares ? shareScreen.bind(null, world) : switchCamera.bind(null, world);
    const tracks = shares ? (['microphone', 'camera'] as const) : (['microphone'] as const);
    world.spawn(visit(world, room, persona, { stayMs, tracks, meanwhile }), lateMs);
  }
}

const meetingLength = ({ random }: World): number => random.between(6 * MINUTE, 34 * MINUTE);

/** A room that is not in use. */
function freeName(world: World): string {
  for (;;) {
    const name = meetingName(world.random);
    if (!world.isLive(name)) return name;
  }
}

/** A person calls, an agent answers within a second. It leaves with the caller, or is still in when the room closes. */
export function* agentCall(world: World): Process {
  const { random } = world;
  const room = world.room(`call-${random.text(6)}`);
  yield* call(world, room, visit(world, room, guest(random), { stayMs: talk(world), tracks: ['microphone'] }));
}

export function* sipCall(world: World): Process {
  const { random } = world;
  const caller = phone(random);
  const room = world.room(`phone-${caller.identity.slice(4)}`);
  yield* call(world, room, visit(world, room, caller, { stayMs: talk(world), tracks: ['microphone'] }));
}

const talk = (world: World): number => world.random.between(1 * MINUTE, 11 * MINUTE);

function* call(world: World, room: SimulatedRoom, caller: Process): Process {
  const answered = answer(world, room);
  world.spawn(answered.process);
  yield* caller;
  if (world.random.chance(0.8)) answered.hangUp();
}

/** The agent's side of a call. */
function answer(world: World, room: SimulatedRoom): { readonly process: Process; readonly hangUp: () => void } {
  let helper: SimulatedParticipant | null = null;
  const process = function* (): Process {
    yield world.random.between(300, 900);
    helper = room.join(agent(world.random));
    yield 120;
    helper.publish('microphone');
  };
  return { process: process(), hangUp: () => helper?.leave() };
}

/** A caller whose agent never comes gives up. */
export function* agentNeverCame(world: World): Process {
  const room = world.room(`call-${world.random.text(6)}`);
  yield* visit(world, room, guest(world.random), { stayMs: world.random.between(10 * SECOND, 40 * SECOND) });
}

/** Two people with a bad network: an aborted join, a rejoin under a new sid, a crash that LiveKit notices late. */
export function* flaky(world: World): Process {
  const { random } = world;
  const room = world.room(`visit-${random.text(4)}`);
  const [first = guest(random), second = guest(random)] = people(random, 2);
  room.abort(first);
  yield random.between(1 * SECOND, 4 * SECOND);
  world.spawn(visit(world, room, second, { stayMs: 3 * MINUTE, tracks: ['microphone'], reason: 'CONNECTION_TIMEOUT' }));
  const old = room.join(first);
  yield 90;
  old.publish('microphone');
  yield random.between(20 * SECOND, 90 * SECOND);
  yield* rejoin(world, room, old, random.between(1 * MINUTE, 5 * MINUTE));
}

/** One stream from outside with many viewers; a moderator removes one of them and in the end deletes the room. */
export interface Broadcast {
  readonly name?: string;
  readonly guests?: number;
  readonly lengthMs?: number;
}

export function* broadcast(world: World, { name, guests, lengthMs }: Broadcast = {}): Process {
  const { random } = world;
  const length = lengthMs ?? random.between(6 * MINUTE, 12 * MINUTE);
  const room = world.room(name ?? `townhall-${random.whole(1, 99)}`, { metadata: tenantMetadata(random) });
  const ingress = new SimulatedIngress(room, 'IN_studioFeed01', 'studio-feed');
  const feed = room.join({ identity: ingress.identity, name: 'Studio feed', kind: 'INGRESS' });
  yield 300;
  feed.publish('camera');
  feed.publish('microphone');
  if (lengthMs) world.spawn(record(world, room, length * 0.9), 20 * SECOND);
  for (const persona of people(random, guests ?? random.whole(5, 15))) {
    const reason = random.chance(0.1) ? ({ reason: 'PARTICIPANT_REMOVED' } as const) : {};
    const plan = { stayMs: random.between(length * 0.15, length), ...reason };
    world.spawn(visit(world, room, persona, plan), random.gap(length / 8));
  }
  yield length;
  ingress.end();
  feed.leave();
  if (random.chance(0.5)) room.finish('ROOM_DELETED');
  else closeIfDeserted(world, room);
}

/** Created ahead by an API call; no person joins, and it closes after its empty timeout. */
export function* emptyRoom(world: World): Process {
  const room = world.room(`lobby-${world.random.text(4)}`, { metadata: '{"why":"booked"}', emptyTimeout: 300 });
  yield room.emptyTimeout * SECOND;
  yield* closeUnless(room, 0);
}

const WEIGHTED: readonly [Scenario, number][] = [
  [meeting, 30],
  [agentCall, 34],
  [sipCall, 16],
  [flaky, 9],
  [agentNeverCame, 4],
  [broadcast, 4],
  [emptyRoom, 3],
];
const TOTAL = WEIGHTED.reduce((sum, [, weight]) => sum + weight, 0);
/** What a scenario lasts on average, roughly: sets how often a new one starts. */
const MEAN_MS = 9 * MINUTE;

/**
 * Starts one scenario after the other, so that about `rooms` run at once. The first ones come quickly; `count` ends it.
 */
export function* traffic(world: World, rooms: number, count = Infinity): Process {
  for (let started = 0; started < count; started++) {
    world.spawn(anyScenario(world)(world));
    yield started < rooms / 2 ? world.random.gap(3 * SECOND) : world.random.gap(MEAN_MS / rooms);
  }
}

function anyScenario(world: World): Scenario {
  let ticket = world.random.between(0, TOTAL);
  return WEIGHTED.find(([, weight]) => (ticket -= weight) < 0)?.[0] ?? meeting;
}
