/**
 * The sender, a separate process: many rooms with people, and then events at a fixed rate, whether or not earlier
 * posts were answered: a person joins, publishes, unpublishes, leaves. A fifth of the events are in the newest rooms, at the top of
 * the page. Every join is recorded: the row of that room shows a number of joins that it did not show before.
 */
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Room, WEBHOOK_PATH, webhookHeaders } from '@livekit-dashboard/harness/browser';

export interface Order {
  readonly origin: string;
  readonly rooms: number;
  /** Posts per second. */
  readonly rate: number;
  /** Whether each room has two people with tracks at the start, or none. */
  readonly peopled: boolean;
}

/** A posted join: afterwards the row of `sid` should show `joins`. `at`: ms since 1970, when its POST was sent. */
interface Join {
  readonly sid: string;
  readonly joins: number;
  readonly at: number;
}

/** Wall clock, with a finer resolution than Date.now(). */
export const clock = (): number => performance.timeOrigin + performance.now();

const NEWEST = 24;
/** The page lists the newest first. */
const APART_MS = 50;
const CONNECTIONS = 64;
/** Of the events of a room. */
const LIFE = ['joined', 'published', 'unpublished', 'left'] as const;

/** The rooms and their events, in turn. */
class Traffic {
  readonly joins: Join[] = [];
  private readonly turns = new Map<Room, { turn: number; joins: number }>();

  constructor(readonly rooms: readonly Room[]) {}

  *opening(peopled: boolean): Generator<object> {
    for (const room of this.rooms) {
      yield room.started();
      this.turns.set(room, { turn: 0, joins: peopled ? 2 : 0 });
      if (!peopled) continue;
      for (const identity of ['alice', 'bob']) {
        yield room.joined({ identity });
        yield room.published(identity, 'MICROPHONE');
      }
    }
  }

  next(count: number): object {
    const newest = Math.max(0, this.rooms.length - NEWEST);
    const room = (
      count % 5 === 0 ? this.rooms[newest + ((count / 5) % NEWEST)] : this.rooms[count % this.rooms.length]
    ) as Room;
    const state = this.turns.get(room) ?? { turn: 0, joins: 0 };
    this.turns.set(room, state);
    const identity = `guest-${Math.floor(state.turn / LIFE.length)}`;
    const event = LIFE[state.turn++ % LIFE.length] ?? 'left';
    if (event === 'published') return room.published(identity, 'CAMERA');
    if (event === 'unpublished') return room.unpublished(identity);
    if (event === 'left') return room.left(identity);
    this.joins.push({ sid: room.sid, joins: ++state.joins, at: clock() });
    return room.joined({ identity });
  }
}

/** Sends 'ready' once all rooms are open, begins on a message, and ends on the next, with the list of joins. */
export async function load({ origin, rooms: count, rate, peopled }: Order): Promise<void> {
  const post = poster(origin);
  const firstMs = Date.now() - count * APART_MS;
  const rooms = Array.from({ length: count }, (_, index) => new Room(`room-${index}`, firstMs + index * APART_MS));
  const traffic = new Traffic(rooms);
  const opening = traffic.opening(peopled);
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (const body of opening) await post(body);
    }),
  );
  const begun = once(process, 'message');
  await tell('ready');
  await begun;
  const ended = new AbortController();
  process.once('message', () => ended.abort());
  const answers: Promise<number>[] = [];
  const startMs = performance.now();
  for (let sent = 0; !ended.signal.aborted;) {
    const due = Math.floor(((performance.now() - startMs) * rate) / 1000) + 1;
    for (; sent < due; sent++) answers.push(post(traffic.next(sent)));
    await sleep(1);
  }
  const seconds = (performance.now() - startMs) / 1000;
  const refused = (await Promise.all(answers)).filter((status) => status !== 200).length;
  const lateMs = performance.now() - startMs - seconds * 1000;
  await tell({ joins: traffic.joins, posts: answers.length, seconds, refused, lateMs } satisfies Sent);
}

/** Resolves when it is sent: disconnecting before that would lose it. */
const tell = (message: Sent | 'ready'): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(message, (error: Error | null) => (error ? reject(error) : resolve()));
  });

export interface Sent {
  readonly joins: readonly Join[];
  readonly posts: number;
  readonly seconds: number;
  readonly refused: number;
  /** How long after the last post the last response arrived. */
  readonly lateMs: number;
}

/** Posts over kept-alive connections, cheaper than fetch: the sender shares the cores with what it measures. */
function poster(origin: string): (body: object) => Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const url = new URL(WEBHOOK_PATH, origin);
  return (event) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(event);
      const headers = { ...webhookHeaders(body), 'content-length': Buffer.byteLength(body) };
      const outgoing = request(url, { agent, method: 'POST', headers }, (answer) => {
        answer.resume();
        answer.once('end', () => resolve(answer.statusCode ?? 0));
        answer.once('error', reject);
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
}
