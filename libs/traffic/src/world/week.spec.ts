import type { Delivery } from './host';
import { week } from './week';
import { World } from './world';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A Tuesday night, in the time zone of the machine: a quiet hour of its own. */
const PRESENT = new Date(2026, 10, 24, 23, 15).getTime();

function past(seed: number, presentMs = PRESENT): Delivery[] {
  const world = new World({ seed, startMs: presentMs - 7 * DAY_MS, restlessFromMs: presentMs - MINUTE_MS });
  world.spawn(week(world, { presentMs, rooms: 20 }));
  const deliveries: Delivery[] = [];
  for (const delivery of world.deliveries()) {
    if (delivery.atMs > presentMs) return deliveries;
    deliveries.push(delivery);
  }
  return deliveries;
}

const sessions = (deliveries: readonly Delivery[]): Set<string> => new Set(deliveries.map(({ session }) => session));

function live(deliveries: readonly Delivery[]): Set<string> {
  const open = sessions(deliveries);
  for (const { event, session } of deliveries) if (event === 'room_finished') open.delete(session);
  return open;
}

const onDay = (deliveries: readonly Delivery[], daysBefore: number): Delivery[] => {
  const day = new Date(PRESENT - daysBefore * DAY_MS).toDateString();
  return deliveries.filter(({ atMs }) => new Date(atMs).toDateString() === day);
};

describe('a week of a busy company', () => {
  const events = past(5);

  it('has full working days and a quiet weekend', () => {
    const [monday, sunday, saturday, friday] = [1, 2, 3, 4].map((ago) => sessions(onDay(events, ago)).size);
    expect(Math.min(monday ?? 0, friday ?? 0)).toBeGreaterThan(100);
    expect(Math.max(saturday ?? 0, sunday ?? 0)).toBeLessThan(Math.min(monday ?? 0, friday ?? 0) / 2);
  });

  it('has fuller office hours than nights', () => {
    const at = (from: number, to: number): number =>
      onDay(events, 1).filter(({ atMs }) => new Date(atMs).getHours() >= from && new Date(atMs).getHours() < to).length;
    expect(at(9, 12)).toBeGreaterThan(5 * at(0, 3));
  });

  it('is small enough to be posted in a minute', () => {
    expect(events.length).toBeGreaterThan(12_000);
    expect(events.length).toBeLessThan(30_000);
  });

  it.each([1, 2, 3, 4, 5, 6])('ends in an active present, at any hour (seed %i)', (seed) => {
    const open = live(past(seed));
    expect(open.size).toBeGreaterThanOrEqual(11);
    expect(open.size).toBeLessThanOrEqual(32);
  });

  it('has the weekly townhall, failed recordings, unanswered callers, empty rooms', () => {
    const bodies = events.map(({ body }) => body);
    expect(bodies.some((body) => body.includes('"name":"townhall"'))).toBe(true);
    expect(bodies.some((body) => body.includes('EGRESS_FAILED'))).toBe(true);
    const agents = new Set(bodies.flatMap((body) => /"lk.agent.name":"([^"]+)"/.exec(body)?.[1] ?? []));
    expect(agents.size).toBeGreaterThan(3);
    const joined = sessions(events.filter(({ event }) => event === 'participant_joined'));
    expect([...sessions(events)].some((session) => !joined.has(session))).toBe(true);
  });

  it('gives the same week for the same seed', () => {
    expect(past(5).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });
});
