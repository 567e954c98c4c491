/**
 * A small LiveKit that exists only as webhooks: rooms, people, agents, calls, recordings, concurrently and endlessly.
 *
 * It is a discrete event simulation. A process is a generator that does something, then yields how many ms it waits;
 * the world runs the process that is due next and moves the clock to it. Nothing here sleeps or reads a real clock, so
 * one seed and one start time produce one stream of events. `speed` shortens every wait; the times inside the payloads
 * follow the shortened ones.
 */
import { type About, type Delivery, delivery, type Host, type JsonObject } from './host';
import { Random } from './random';
import { SimulatedRoom, type RoomOptions } from './room';

/** Yields how long it waits, in ms of simulated time (before `speed`). */
export type Process = Generator<number, void, void>;

export interface WorldOptions {
  readonly seed: number;
  readonly startMs: number;
  readonly speed?: number;
  /** From then on the demo is watched, and people do more. Default: never. */
  readonly restlessFromMs?: number;
}

interface Due {
  readonly atMs: number;
  readonly order: number;
  readonly process: Process;
}

export class World implements Host {
  readonly random: Random;
  private readonly speed: number;
  private readonly rooms = new Map<string, SimulatedRoom>();
  private readonly due: Due[] = [];
  private outbox: Delivery[] = [];
  private clockMs: number;
  private order = 0;

  constructor(private readonly options: WorldOptions) {
    this.random = new Random(options.seed);
    this.clockMs = options.startMs;
    this.speed = options.speed ?? 1;
  }

  get restless(): boolean {
    return this.clockMs >= (this.options.restlessFromMs ?? Infinity);
  }

  nowMs(): number {
    return this.clockMs;
  }

  emit(event: string, about: About, parts: JsonObject): void {
    this.outbox.push(delivery(this, this.clockMs, event, about, parts));
  }

  /** Starts a process now, or after `afterMs` of simulated time. */
  spawn(process: Process, afterMs = 0): void {
    const item = { atMs: this.clockMs + afterMs / this.speed, order: this.order++, process };
    const place = this.due.findLastIndex((other) => other.atMs <= item.atMs) + 1;
    this.due.splice(place, 0, item);
  }

  isLive(name: string): boolean {
    return this.rooms.get(name)?.finished === false;
  }

  /** The live room of that name, or a new one: a name has one live room at a time. */
  room(name: string, options?: RoomOptions): SimulatedRoom {
    const live = this.rooms.get(name);
    if (live && !live.finished) return live;
    const room = new SimulatedRoom(this, name, options);
    this.rooms.set(name, room);
    return room;
  }

  /** Every delivery in order of time; ends when no process is left. */
  *deliveries(): Generator<Delivery, void, void> {
    for (let next = this.due.shift(); next; next = this.due.shift()) {
      this.clockMs = next.atMs;
      const step = next.process.next();
      if (!step.done) this.spawn(next.process, step.value);
      this.forgetFinished();
      const ready = this.outbox;
      this.outbox = [];
      yield* ready;
    }
  }

  private forgetFinished(): void {
    for (const [name, room] of this.rooms) if (room.finished) this.rooms.delete(name);
  }
}
