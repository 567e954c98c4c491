/**
 * Asks one LiveKit server what is there now. Twirp by `fetch` instead of the SDK's client, whose `fromJson` drops enums it does
 * not know (a newer kind would become a person), and which cannot be cancelled; so the answers are read like webhooks.
 * Invariants: an answer in time or `LiveKitApiError`, also from a server that hangs; what leaves here carries no secret.
 */
import type { ParticipantEvidence, RoomEvidence, TrackEvidence } from '@livekit-dashboard/domain';
import { AccessToken, type VideoGrant } from 'livekit-server-sdk';
import { camelKeys, ownCamelKeys } from './camel-keys';
import { isObject, objectsAt, textAt, type JsonObject } from './json';
import { participantEvidence } from './participant';
import { redact } from './redact';
import { roomEvidence } from './room';
import { faultOfAnswer, faultOfRequest } from './room-service-error';
import { trackEvidence } from './track';

export interface ListedRoom {
  /** The whole room. */
  readonly room: RoomEvidence;
  /** As listed, its secrets removed. Made when it is asked for: of thousands that are as they were nobody does. */
  readonly payload: () => JsonObject;
}

export interface ListedTrack {
  readonly track: TrackEvidence;
  readonly payload: () => JsonObject;
}

export interface ListedParticipant {
  /** With its profile. */
  readonly participant: ParticipantEvidence;
  /** Media connected. Anyone else is on the way in or out. */
  readonly active: boolean;
  readonly tracks: readonly ListedTrack[];
  /** As listed, but for its tracks. */
  readonly payload: () => JsonObject;
}

export interface RoomServiceOptions {
  /** `ws:`, `wss:`, `http:` or `https:`. */
  readonly url: string;
  readonly key: string;
  readonly secret: string;
  readonly timeoutMs: number;
}

export class RoomService {
  private readonly base: URL;

  constructor(private readonly options: RoomServiceOptions) {
    this.base = new URL(options.url.replace(/^ws/i, 'http'));
    // A URL with a password in it is none that can be fetched, and none that may be shown.
    this.base.username = this.base.password = this.base.search = this.base.hash = '';
    this.base.pathname = `${this.base.pathname.replace(/\/+$/, '')}/twirp/livekit.RoomService/`;
  }

  async listRooms(signal?: AbortSignal): Promise<ListedRoom[]> {
    const answer = await this.request('ListRooms', {}, { roomList: true }, signal);
    return objectsAt(answer, 'rooms').flatMap((json) => {
      const room = roomEvidence(ownCamelKeys(json), true);
      return room === null ? [] : [{ room, payload: payloadOf(json) }];
    });
  }

  /** Who is in the live room of this name; nobody if there is none. */
  async listParticipants(room: string, signal?: AbortSignal): Promise<ListedParticipant[]> {
    const answer = await this.request('ListParticipants', { room }, { roomAdmin: true, room }, signal);
    return objectsAt(answer, 'participants').flatMap((json) => {
      const { tracks: _, ...own } = json;
      const participant = participantEvidence(ownCamelKeys(own), 'present');
      const active = json['state'] === 'ACTIVE' || json['state'] === 2;
      return participant === null ? [] : [{ participant, active, tracks: tracksOf(json), payload: payloadOf(own) }];
    });
  }

  /** Null: LiveKit says that it knows no such thing. */
  private async request(
    method: string,
    body: object,
    grant: VideoGrant,
    signal?: AbortSignal,
  ): Promise<JsonObject | null> {
    const { key, timeoutMs } = this.options;
    const { host } = this.base;
    const inTime = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await fetch(new URL(method, this.base), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await this.token(grant)}` },
        body: JSON.stringify(body),
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, inTime]) : inTime,
      });
      const json = parsed(await answer.text());
      if (answer.ok && isObject(json)) return json;
      const word = isObject(json) && /^[a-z_]{1,40}$/.test(textAt(json, 'code')) ? textAt(json, 'code') : null;
      if (word === 'not_found') return null;
      throw faultOfAnswer(answer.status, word, host, key);
    } catch (error) {
      if (signal?.aborted || (error as Error).name === 'LiveKitApiError') throw error;
      throw faultOfRequest(error, host, timeoutMs);
    }
  }

  private token(grant: VideoGrant): Promise<string> {
    const token = new AccessToken(this.options.key, this.options.secret, { ttl: '10m' });
    token.addGrant(grant);
    return token.toJwt();
  }
}

const tracksOf = (participant: JsonObject): ListedTrack[] =>
  objectsAt(participant, 'tracks').flatMap((json) => {
    const own = ownCamelKeys(json);
    const track = trackEvidence({ ...own, version: camelKeys(own['version']) });
    return track === null ? [] : [{ track, payload: payloadOf(json) }];
  });

const payloadOf = (json: JsonObject) => (): JsonObject => redact(camelKeys(json) as JsonObject);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
