/** Webhooks of the largest bodies that LiveKit sends (a room with 512 kB of metadata, sent with each join), and lists of them. */
import { signWebhook } from '@livekit-dashboard/livekit';
import { HttpConnection, prepareRequest, Random } from '@livekit-dashboard/traffic';
import { BENCH_KEY } from '../target';
import { inParallel, type Outcome, Tally } from './tally';

const ROOM_METADATA = 512_000;
const PARTICIPANT_METADATA = 390_000;
const CONNECTIONS = 4;

export interface LargestBodies {
  readonly webhook: string;
  readonly count: number;
  readonly seed: number;
}

export async function postLargestBodies({ webhook, count, seed }: LargestBodies): Promise<Outcome> {
  const url = new URL(webhook);
  const random = new Random(seed);
  const tally = new Tally();
  const room = {
    sid: `RM_${random.text(12)}`,
    name: 'largest',
    creationTimeMs: String(Date.now()),
    metadata: random.text(ROOM_METADATA),
  };
  const idle = Array.from({ length: CONNECTIONS }, () => new HttpConnection(url.hostname, Number(url.port)));
  await inParallel(count, CONNECTIONS, async (index) => {
    const connection = idle.pop() as HttpConnection;
    const participant = {
      sid: `PA_${random.text(12)}`,
      identity: `person-${index}`,
      state: 'ACTIVE',
      joinedAtMs: String(Date.now()),
      metadata: random.text(1000).repeat(PARTICIPANT_METADATA / 1000),
    };
    const body = JSON.stringify({
      event: 'participant_joined',
      id: `EV_${random.text(12)}`,
      createdAt: String(Math.floor(Date.now() / 1000)),
      room,
      participant,
    });
    const headers = {
      'content-type': 'application/webhook+json',
      authorization: signWebhook(body, BENCH_KEY, Date.now()),
    };
    await connection.exchange(prepareRequest(url, headers, body)).then(
      (status) => tally.add(status),
      () => tally.add('broken'),
    );
    idle.push(connection);
  });
  for (const connection of idle) connection.close();
  return { answers: tally.answers };
}

export interface LargestLists {
  readonly origin: string;
  readonly atOnce: number;
  readonly count: number;
}

export async function readLargestLists({ origin, atOnce, count }: LargestLists): Promise<Outcome> {
  const tally = new Tally();
  await inParallel(count, atOnce, async () => {
    const answered = fetch(new URL('/api/v1/events?limit=500', origin)).then(async (answer) => {
      await answer.body?.pipeTo(new WritableStream());
      return answer.status;
    });
    await answered.then(
      (status) => tally.add(status),
      () => tally.add('broken'),
    );
  });
  return { answers: tally.answers };
}
