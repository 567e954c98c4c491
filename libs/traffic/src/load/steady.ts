/**
 * Many short rooms, interleaved: two people join, publish, and leave. Every event is new, so the receiver has to fold
 * and store each. The caller decides the rate of posts; the times in the payloads follow `rate`.
 */
import { type About, type Delivery, delivery, type Host, type JsonObject } from '../world/host';
import { Random } from '../world/random';
import { SimulatedRoom } from '../world/room';

export interface SteadyOptions {
  readonly seed: number;
  readonly startMs: number;
  /** Events per second. */
  readonly rate: number;
  /** How many rooms are open at once. */
  readonly rooms: number;
}

class PacedHost implements Host {
  readonly random: Random;
  readonly outbox: Delivery[] = [];
  private emitted = 0;

  constructor(private readonly options: SteadyOptions) {
    this.random = new Random(options.seed);
  }

  nowMs(): number {
    return this.options.startMs + (this.emitted * 1000) / this.options.rate;
  }

  emit(event: string, about: About, parts: JsonObject): void {
    this.outbox.push(delivery(this, this.nowMs(), event, about, parts));
    this.emitted += 1;
  }
}

/** Without end. */
export function* steady(options: SteadyOptions): Generator<Delivery, never, void> {
  const host = new PacedHost(options);
  const lives = Array.from({ length: options.rooms }, () => life(host));
  for (let turn = 0; ; turn++) {
    const slot = turn % options.rooms;
    if (lives[slot]?.next().done) lives[slot] = life(host);
    yield* host.outbox.splice(0);
  }
}

/** Ten events, one a step. */
function* life(host: Host): Generator<void, void, void> {
  const room = new SimulatedRoom(host, `load-${host.random.text(8)}`);
  yield;
  const people = [];
  for (const number of [1, 2]) {
    const person = room.join({ identity: `load-${number}-${host.random.text(6)}` });
    yield;
    const track = person.publish('microphone');
    yield;
    people.push({ person, track });
  }
  for (const { person, track } of people) {
    person.unpublish(track);
    yield;
    person.leave();
    yield;
  }
  room.finish();
}
