import type { Delivery } from '@livekit-dashboard/traffic';
import { takePast } from './past';
import { Poster } from './poster';

const NOW = Date.UTC(2026, 10, 24, 12);
const HOUR_MS = 3_600_000;

const delivery = (session: string, event: string, hoursAgo: number): Delivery => ({
  atMs: NOW - hoursAgo * HOUR_MS,
  id: `EV_${session}_${event}_${hoursAgo}`,
  event,
  key: session,
  session,
  body: `${session} ${event}`,
});

const LIFE = [
  delivery('RM_old', 'room_started', 30),
  delivery('RM_open', 'room_started', 29),
  delivery('RM_old', 'room_finished', 28),
  delivery('RM_late', 'room_started', 2),
  delivery('RM_late', 'room_finished', 0.5),
  delivery('RM_late', 'egress_ended', 0.4),
  delivery('RM_next', 'room_started', -1),
];

describe('the past of a demo', () => {
  it('is recent if sessions are active or ended within the hour, from their beginning', () => {
    const { recent, older, next } = takePast(LIFE.values(), NOW);
    expect(recent.map(({ session, event }) => `${session} ${event}`)).toEqual([
      'RM_open room_started',
      'RM_late room_started',
      'RM_late room_finished',
      'RM_late egress_ended',
    ]);
    expect(older.map(({ event }) => event)).toEqual(['room_started', 'room_finished']);
    expect(next?.session).toBe('RM_next');
  });

  it('is posted in the order of each session, sessions in parallel', async () => {
    const posted: string[] = [];
    const send = async (_key: string, body: string) => {
      posted.push(body);
      await Promise.resolve();
      return { result: 'delivered', status: 200, attempts: 1 } as const;
    };
    await new Poster({ send }).postAll(LIFE);
    expect(posted.slice(0, 4).map((body) => body.split(' ')[1])).toEqual(Array(4).fill('room_started'));
    const late = posted.filter((body) => body.startsWith('RM_late'));
    expect(late).toEqual(['RM_late room_started', 'RM_late room_finished', 'RM_late egress_ended']);
  });
});
