import { captureNames, readCapture } from '../capture';
import type { Delivery } from './host';
import { traffic } from './scenarios';
import { World } from './world';

type Payload = Record<string, unknown>;
const START = Date.UTC(2026, 10, 23, 9);

function live(seed: number, scenarios = 60): Delivery[] {
  const world = new World({ seed, startMs: START });
  world.spawn(traffic(world, 12, scenarios));
  return [...world.deliveries()];
}

const parsed = (delivery: { body: string }): Payload => JSON.parse(delivery.body) as Payload;
const part = (payload: Payload, name: string): Payload => (payload[name] ?? {}) as Payload;

describe('the simulated LiveKit', () => {
  const events = live(7);

  it('sends every event a LiveKit server sends', () => {
    expect(new Set(events.map(({ event }) => event))).toEqual(
      new Set([
        'room_started',
        'room_finished',
        'participant_joined',
        'participant_left',
        'participant_connection_aborted',
        'track_published',
        'track_unpublished',
        'egress_started',
        'egress_updated',
        'egress_ended',
        'ingress_started',
        'ingress_ended',
      ]),
    );
  });

  it('gives the same stream for the same seed, and another for another', () => {
    expect(live(7).map(({ body }) => body)).toEqual(events.map(({ body }) => body));
    expect(live(8)[0]?.id).not.toBe(events[0]?.id);
  });

  it('keeps the order of time, and shortens all of it by the speed', () => {
    expect(events.map(({ atMs }) => atMs)).toEqual(events.map(({ atMs }) => atMs).sort((a, b) => a - b));
    const fast = new World({ seed: 7, startMs: START, speed: 10 });
    fast.spawn(traffic(fast, 12, 60));
    const lengthMs = (all: Delivery[]): number => (all.at(-1)?.atMs ?? 0) - START;
    expect(lengthMs([...fast.deliveries()])).toBeCloseTo(lengthMs(events) / 10, 0);
  });

  it('gives each event its own id, and createdAt in whole seconds', () => {
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    for (const event of events) {
      expect(parsed(event)).toMatchObject({ id: event.id, createdAt: String(Math.floor(event.atMs / 1000)) });
    }
  });

  it('starts each room once, finishes it once, and sends no event outside', () => {
    const inRooms = events
      .map(parsed)
      .filter((payload) => part(payload, 'room')['sid'] !== undefined && !payload['egressInfo']);
    for (const [sid, names] of grouped(inRooms)) {
      expect([sid, names[0], names.at(-1)]).toEqual([sid, 'room_started', 'room_finished']);
      expect(names.filter((name) => name === 'room_started' || name === 'room_finished')).toHaveLength(2);
    }
  });

  it('ends every join in one leave, and every publish in one unpublish', () => {
    const count = (name: string): number => events.filter(({ event }) => event === name).length;
    expect(count('participant_left')).toBe(count('participant_joined'));
    expect(count('track_unpublished')).toBe(count('track_published'));
  });

  it('queues egress and ingress by their own ids, all others by room name', () => {
    for (const { key, ...event } of events) {
      const payload = parsed(event);
      const own =
        part(payload, 'egressInfo')['egressId'] ??
        part(payload, 'ingressInfo')['ingressId'] ??
        part(payload, 'room')['name'];
      expect(key).toBe(own);
    }
  });
});

describe('payload shapes', () => {
  /** Fields of each part, by event, without those that only some have. */
  const shapes = (deliveries: { body: string }[]): Map<string, Map<string, Set<string>>> => {
    const found = new Map<string, Map<string, Set<string>>>();
    for (const payload of deliveries.map(parsed)) {
      const byPart = found.get(String(payload['event'])) ?? new Map<string, Set<string>>();
      found.set(String(payload['event']), byPart);
      for (const name of ['room', 'participant', 'track']) {
        const keys = Object.keys(part(payload, name));
        byPart.set(name, new Set(byPart.has(name) ? keys.filter((key) => byPart.get(name)?.has(key)) : keys));
      }
    }
    return found;
  };

  /** What a capture's clients always had and ours need not: their software, and defaults of theirs. */
  const CLIENT_OWN = new Set(['capabilities', 'backupCodecPolicy', 'name', 'isPublisher']);

  it('contain in every event what a real server sent in each of that kind', async () => {
    const captured = (await Promise.all((await captureNames()).map(readCapture))).flat();
    const ours = shapes(live(7));
    for (const [event, parts] of shapes(captured)) {
      for (const [name, keys] of parts) {
        const missing = [...keys].filter((key) => !ours.get(event)?.get(name)?.has(key) && !CLIENT_OWN.has(key));
        expect({ event, name, missing }).toEqual({ event, name, missing: [] });
      }
    }
  });

  it('have only sid and name of room and participant in track events', () => {
    for (const payload of live(7)
      .map(parsed)
      .filter(({ track }) => track)) {
      expect(Object.keys(part(payload, 'room'))).toEqual(['sid', 'name']);
      expect(Object.keys(part(payload, 'participant'))).toEqual(['sid', 'identity']);
    }
  });

  it('leave out zero values and write 64-bit numbers as text', () => {
    const all = live(7);
    expect(all.some(({ body }) => /"type":"AUDIO"|"kind":"STANDARD"|:0[,}]|:false|:""|"INACTIVE"/.test(body))).toBe(
      false,
    );
    expect(all.some(({ body }) => /"(createdAt|joinedAtMs|creationTimeMs|unixMicro)":\d/.test(body))).toBe(false);
  });

  it('have no room sid in ingress events', () => {
    const ingress = live(7)
      .map(parsed)
      .filter(({ ingressInfo }) => ingressInfo);
    expect(ingress.length).toBeGreaterThan(0);
    for (const payload of ingress) expect(Object.keys(part(payload, 'room'))).toEqual(['name']);
  });
});

function grouped(payloads: Payload[]): Map<string, string[]> {
  const byRoom = new Map<string, string[]>();
  for (const payload of payloads) {
    const sid = String(part(payload, 'room')['sid']);
    byRoom.set(sid, [...(byRoom.get(sid) ?? []), String(payload['event'])]);
  }
  return byRoom;
}
