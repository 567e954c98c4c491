/**
 * The sender, a process of its own: so many rooms, and people who come and leave at a fixed rate, whether or not earlier posts were
 * answered. Every join is noted: the row of that room shows a number of joins that it never showed before.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { Room } from '../harness/room';
import { postWebhook } from '../harness/webhooks';

export interface Order {
  readonly origin: string;
  readonly rooms: number;
  /** Posts per second. */
  readonly rate: number;
  readonly seconds: number;
}

/** A join that was posted: from then on the row of `sid` should tell `joins`. `at`: ms since 1970, when its POST was sent. */
export interface Join {
  readonly sid: string;
  readonly joins: number;
  readonly at: number;
}

/** Wall clock, finer than Date.now(). */
export const clock = (): number => performance.timeOrigin + performance.now();

/** Sends 'ready' once all rooms are open, begins on any message, and ends with the list of joins. */
export async function load({ origin, rooms: count, rate, seconds }: Order): Promise<void> {
  const tell = (message: unknown): boolean | undefined => process.send?.(message);
  const rooms = Array.from({ length: count }, (_, index) => new Room(`room-${index}`));
  for (const room of rooms) await postWebhook(origin, JSON.stringify(room.started()));
  const begin = new Promise((resolve) => process.once('message', resolve));
  tell('ready');
  await begin;

  const joins: Join[] = [];
  const answers: Promise<number>[] = [];
  const startMs = performance.now();
  for (let sent = 0; sent < rate * seconds;) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - startMs) * rate) / 1000) + 1);
    for (; sent < due; sent++) {
      const round = Math.floor(sent / count);
      const room = rooms[sent % count] as Room;
      const comes = round % 2 === 0;
      const body = JSON.stringify(
        comes ? room.joined({ identity: `guest-${round}` }) : room.left(`guest-${round - 1}`),
      );
      if (comes) joins.push({ sid: room.sid, joins: round / 2 + 1, at: clock() });
      answers.push(postWebhook(origin, body));
    }
    await sleep(1);
  }
  const refused = (await Promise.all(answers)).filter((status) => status !== 200).length;
  if (refused > 0) throw new Error(`${refused} posts were refused`);
  tell(joins);
}
