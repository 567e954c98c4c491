/** For tests only: parts of a session, with times in minutes after eight. */
import type { Egress, Participant, Track } from '@livekit-dashboard/contracts';

export const EIGHT = Date.parse('2026-11-23T08:00:00.000Z');
export const minute = (n: number): number => EIGHT + n * 60_000;
export const instant = (n: number): string => new Date(minute(n)).toISOString();

/** Connected since 08:00 by default. */
export function participant(sid: string, identity: string | null, more: Partial<Participant> = {}): Participant {
  return {
    sid,
    sessionSid: 'RM_a',
    identity,
    name: null,
    kind: 'STANDARD',
    state: more.leftAt ? 'left' : 'active',
    joinedAt: instant(0),
    leftAt: null,
    leftEstimated: false,
    kindDetails: [],
    hidden: false,
    sip: null,
    disconnectReason: null,
    metadata: null,
    metadataBytes: null,
    attributes: {},
    tracks: 0,
    ...more,
  };
}

export function track(sid: string, participantSid: string, more: Partial<Track> = {}): Track {
  return {
    sid,
    sessionSid: 'RM_a',
    participantSid,
    name: null,
    type: 'AUDIO',
    source: 'MICROPHONE',
    mimeType: 'audio/red',
    width: null,
    height: null,
    publishedAt: instant(1),
    unpublishedAt: null,
    endEstimated: false,
    ...more,
  };
}

export function egress(id: string, more: Partial<Egress> = {}): Egress {
  return {
    id,
    sessionSid: 'RM_a',
    roomName: 'room',
    kind: 'room_composite',
    status: 'EGRESS_ACTIVE',
    startedAt: instant(2),
    endedAt: null,
    endEstimated: false,
    source: 'default',
    error: null,
    errorCode: null,
    details: null,
    backupStorageUsed: null,
    manifestLocation: null,
    results: [],
    ...more,
  };
}
