/** The webhooks of a month, as LiveKit posts them. */
import { type Connection, type Job, type Month, type Room, TENANT_KEY } from './month';

export interface Webhook {
  readonly source: string;
  readonly createdMs: number;
  readonly body: string;
}

const seconds = (ms: number): string => String(Math.floor(ms / 1000));
const [OUTER = '', INNER = ''] = TENANT_KEY.split('.');
const metadataOf = (tenant: string | null): string =>
  JSON.stringify({ plan: 'pro', ...(tenant !== null && { [OUTER]: { [INNER]: tenant } }) });

/** In the order in which things happened. */
export function webhooksOf({ rooms, connections, jobs }: Month): Webhook[] {
  const all = [...rooms.flatMap(ofRoom), ...connections.flatMap(ofConnection), ...jobs.flatMap(ofJob)];
  return all.sort((a, b) => a.createdMs - b.createdMs);
}

function webhook(source: string, event: string, id: string, ms: number, more: object): Webhook {
  const body = { event, id: `EV_${event}_${source}_${id}`, createdAt: seconds(ms), ...more };
  return { source, createdMs: ms, body: JSON.stringify(body) };
}

const roomInfo = ({ sid, name, tenant, startedMs }: Room) => ({
  sid,
  name,
  creationTime: seconds(startedMs),
  creationTimeMs: String(startedMs),
  metadata: metadataOf(tenant),
});

function ofRoom(room: Room): Webhook[] {
  const of = (event: string, ms: number) => webhook(room.source, event, room.sid, ms, { room: roomInfo(room) });
  return [of('room_started', room.startedMs), ...(room.endedMs === null ? [] : [of('room_finished', room.endedMs)])];
}

function ofConnection(connection: Connection): Webhook[] {
  const { sid, identity, kind, hidden, agentName, tenant, tenantIn, joinedMs, leftMs, reason } = connection;
  const participant = {
    sid,
    identity,
    kind,
    joinedAt: seconds(joinedMs),
    joinedAtMs: String(joinedMs),
    permission: { canSubscribe: true, hidden },
    metadata: tenantIn === 'metadata' ? metadataOf(tenant) : '',
    attributes: {
      ...(agentName !== null && { 'lk.agent.name': agentName }),
      ...(tenant !== null && tenantIn === 'attributes' && { [TENANT_KEY]: tenant }),
    },
  };
  const { room } = connection;
  const of = (event: string, ms: number, more: object) =>
    webhook(room.source, event, sid, ms, {
      room: roomInfo(room),
      participant: { ...participant, ...more },
    });
  if (connection.gaveUp) {
    return [
      of('participant_connection_aborted', leftMs ?? joinedMs, { state: 'DISCONNECTED', disconnectReason: reason }),
    ];
  }
  const joined = of('participant_joined', joinedMs, { state: 'ACTIVE', version: 1 });
  if (leftMs === null || connection.leaveLost) return [joined];
  const left = of('participant_left', leftMs, { state: 'DISCONNECTED', version: 2, disconnectReason: reason });
  return [joined, left];
}

const REQUESTS = {
  video_egress: { roomComposite: { layout: 'grid' } },
  audio_egress: { roomComposite: { audioOnly: true } },
  track_egress: { track: { trackId: 'TR_1' } },
} as const;

function ofJob({ id, source, room, what, startedMs, endedMs, failed }: Job): Webhook[] {
  const nanos = (ms: number): string => `${ms}000000`;
  const whole = {
    egressId: id,
    roomId: room?.sid ?? '',
    roomName: room?.name ?? '',
    ...(room === null && what === 'video_egress' ? { web: { url: 'https://example.com' } } : REQUESTS[what]),
    startedAt: nanos(startedMs),
  };
  const of = (event: string, ms: number, more: object) =>
    webhook(source, event, id, ms, { egressInfo: { ...whole, updatedAt: nanos(ms), ...more } });
  const started = of('egress_started', startedMs, { status: 'EGRESS_ACTIVE' });
  if (endedMs === null) return [started];
  const status = failed ? 'EGRESS_FAILED' : 'EGRESS_COMPLETE';
  return [started, of('egress_ended', endedMs, { status, endedAt: nanos(endedMs), error: failed ? 'no space' : '' })];
}
