import { readCapture } from '@livekit-dashboard/traffic';
import { freshen } from './fresh';

const startMs = Date.UTC(2027, 0, 2, 3, 4, 5, 678);
type Payload = {
  event: string;
  id: string;
  createdAt: string;
  room: Record<string, string>;
  participant?: Record<string, string>;
};
const payloads = (capture: readonly { body: string }[]): Payload[] =>
  capture.map(({ body }) => JSON.parse(body) as Payload);

describe('a capture with new ids', () => {
  it('has new ids that match each other as the old ones did', async () => {
    const old = payloads(await readCapture('names-reused'));
    const fresh = payloads(freshen(await readCapture('names-reused'), { startMs, speed: 1, salt: 'a' }));
    const numbered = (all: Payload[]): number[] => {
      const sids = all.map(({ room }) => room['sid'] ?? '');
      return sids.map((sid) => sids.indexOf(sid));
    };
    expect(numbered(fresh)).toEqual(numbered(old));
    expect(fresh.map(({ room }) => room['name'])).toEqual(old.map(({ room }) => room['name']));
    const ids = new Set(old.flatMap(({ id, room }) => [id, room['sid']]));
    expect(fresh.some(({ id, room }) => ids.has(id) || ids.has(room['sid']))).toBe(false);
  });

  it('begins at the given time, with seconds derived from the milliseconds', async () => {
    const [first, joined] = payloads(freshen(await readCapture('meeting'), { startMs, speed: 1, salt: 'a' }));
    expect(first?.room).toMatchObject({
      creationTimeMs: String(startMs),
      creationTime: String(Math.floor(startMs / 1000)),
    });
    expect(joined?.participant).toMatchObject({
      joinedAtMs: String(startMs + 1),
      joinedAt: String(Math.floor(startMs / 1000)),
    });
    expect(joined?.createdAt).toBe(String(Math.floor((startMs + 69) / 1000)));
  });

  it('is shorter at a higher speed', async () => {
    const capture = await readCapture('names-reused');
    const created = (speed: number): number =>
      Number(payloads(freshen(capture, { startMs, speed, salt: 'a' })).at(-1)?.room['creationTimeMs']) - startMs;
    expect(created(10)).toBe(Math.floor(created(1) / 10));
  });

  it('keeps a retry a retry: the same body again', async () => {
    const fresh = freshen(await readCapture('receiver-down'), { startMs, speed: 1, salt: 'a' });
    expect(fresh[1]?.body).toBe(fresh[0]?.body);
  });
});
