/**
 * Lists what one LiveKit server has now: rooms, participants, egresses, ingresses. Uses Twirp over `fetch` rather than
 * the SDK's client, which cannot be cancelled and whose `fromJson` drops unknown enums, so that a newer kind would
 * become a person. Responses are therefore read like webhooks. Invariants: each call resolves in time or rejects with
 * `LiveKitApiError`, even if the server hangs; nothing that leaves here contains a secret or the text of LiveKit's
 * errors, which repeat the whole token.
 */
import type {
  EgressEvidence,
  IngressEvidence,
  ParticipantEvidence,
  RoomEvidence,
  TrackEvidence,
} from '@livekit-dashboard/domain';
import { AccessToken, type VideoGrant } from 'livekit-server-sdk';
import { camelKeys, ownCamelKeys } from './camel-keys';
import { egressEvidence } from './egress';
import { ingressEvidence } from './ingress';
import { isObject, objectsAt, textAt, type JsonObject } from './json';
import { participantEvidence } from './participant';
import { redact } from './redact';
import { roomEvidence } from './room';
import { responseError, requestError, LiveKitApiError, noNode, notConnected } from './room-service-error';
import { trackEvidence } from './track';

export interface ListedRoom {
  /** The whole room. */
  readonly room: RoomEvidence;
  /**
   * As listed, without secrets. Computed on demand, since most of thousands of rooms are unchanged and need no payload.
   */
  readonly payload: () => JsonObject;
}

export interface ListedTrack {
  readonly track: TrackEvidence;
  readonly payload: () => JsonObject;
}

export interface ListedParticipant {
  /** Includes the profile. */
  readonly participant: ParticipantEvidence;
  /** Whether media is connected. Any other participant is joining or leaving. */
  readonly active: boolean;
  readonly tracks: readonly ListedTrack[];
  /** False if the response has no list of tracks, which differs from an empty list: LiveKit writes empty lists. */
  readonly tracksListed: boolean;
  /** As listed, without tracks and secrets. */
  readonly payload: () => JsonObject;
}

/** An egress or an ingress as listed. */
export interface ListedJob<Evidence> {
  readonly evidence: Evidence;
  /** As listed, without secrets. */
  readonly payload: JsonObject;
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
    // `fetch` refuses a URL with a password, and a password must not appear in messages.
    this.base.username = this.base.password = this.base.search = this.base.hash = '';
    this.base.pathname = `${this.base.pathname.replace(/\/+$/, '')}/twirp/`;
  }

  async listRooms(signal?: AbortSignal): Promise<ListedRoom[]> {
    const answer = await this.request('RoomService/ListRooms', {}, { roomList: true }, signal);
    return this.listIn(answer, 'rooms').flatMap((json) => {
      const room = roomEvidence(ownCamelKeys(json), true);
      return room === null ? [] : [{ room, payload: payloadOf(json) }];
    });
  }

  /** The participants of the live room of this name; null if LiveKit reports that there is none. */
  async listParticipants(room: string, signal?: AbortSignal): Promise<ListedParticipant[] | null> {
    const answer = await this.request('RoomService/ListParticipants', { room }, { roomAdmin: true, room }, signal);
    return answer === null ? null : this.participantsIn(answer);
  }

  private participantsIn(answer: JsonObject): ListedParticipant[] {
    return this.listIn(answer, 'participants').flatMap((json) => {
      const { tracks: _, ...own } = json;
      const participant = participantEvidence(ownCamelKeys(own), 'present');
      const active = json['state'] === 'ACTIVE' || json['state'] === 2;
      if (participant === null) return [];
      const tracksListed = Array.isArray(json['tracks']);
      return [{ participant, active, tracks: tracksOf(json), tracksListed, payload: payloadOf(own) }];
    });
  }

  /**
   * Whether a node of LiveKit serves a listed participant. With Redis, LiveKit lists the participants of a dead node
   * for ever, although no node answers for them. Sends an update that changes no subscription, the only request that
   * reaches the participant's node without changing anything. True unless LiveKit reports that no node answered;
   * rejects if LiveKit itself does not answer.
   */
  async isServed(room: string, identity: string, signal?: AbortSignal): Promise<boolean> {
    const nothing = { room, identity, track_sids: [], participant_tracks: [], subscribe: true };
    try {
      await this.request('RoomService/UpdateSubscriptions', nothing, { roomAdmin: true, room }, signal);
      return true;
    } catch (error) {
      if (!(error instanceof LiveKitApiError) || (error.kind !== 'no_node' && error.kind !== 'other')) throw error;
      return error.kind !== 'no_node';
    }
  }

  /** Egresses that have not ended. Rejects with the kind `not_connected` where LiveKit has no Redis. */
  async listEgresses(signal?: AbortSignal): Promise<ListedJob<EgressEvidence>[]> {
    return this.jobsIn(await this.egresses({ active: true }, signal), egressEvidence);
  }

  /** One egress, ended or not; null if LiveKit does not know it: it forgets an ended one after 24 hours. */
  async findEgress(id: string, signal?: AbortSignal): Promise<ListedJob<EgressEvidence> | null> {
    const answer = await this.egresses({ egress_id: id }, signal);
    const found = answer === null ? [] : this.jobsIn(answer, egressEvidence);
    return found.find(({ evidence }) => evidence.id === id) ?? null;
  }

  /**
   * Every ingress with the state of its latest use; most are idle. Rejects with the kind `not_connected` where LiveKit
   * has no Redis.
   */
  async listIngresses(signal?: AbortSignal): Promise<ListedJob<IngressEvidence>[]> {
    return this.jobsIn(await this.request('Ingress/ListIngress', {}, { ingressAdmin: true }, signal), ingressEvidence);
  }

  private egresses(filter: object, signal?: AbortSignal): Promise<JsonObject | null> {
    return this.request('Egress/ListEgress', filter, { roomRecord: true }, signal);
  }

  private jobsIn<Evidence>(
    answer: JsonObject | null,
    read: (redacted: JsonObject) => Evidence | null,
  ): ListedJob<Evidence>[] {
    return this.listIn(answer, 'items').flatMap((json) => {
      const payload = payloadOf(json)();
      const evidence = read(payload);
      return evidence === null ? [] : [{ evidence, payload }];
    });
  }

  /** LiveKit writes empty lists, so a response without the list is not LiveKit's and proves no absence. */
  private listIn(answer: JsonObject | null, field: string): readonly JsonObject[] {
    if (!Array.isArray(answer?.[field]))
      throw responseError(answer ? 200 : 404, null, this.base.host, this.options.key);
    return objectsAt(answer, field);
  }

  /** Null if LiveKit reports that the object does not exist. */
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
      const answer = await fetch(new URL(`livekit.${method}`, this.base), {
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
      if (isObject(json) && NOT_CONNECTED.test(textAt(json, 'msg'))) throw notConnected(host);
      if (isObject(json) && word === 'unavailable' && NO_NODE.test(textAt(json, 'msg'))) throw noNode(host);
      throw responseError(answer.status, word, host, key);
    } catch (error) {
      if (signal?.aborted || (error as Error).name === 'LiveKitApiError') throw error;
      throw requestError(error, host, timeoutMs);
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

/** LiveKit's message for a service that requires Redis; its code is shared with other errors. */
const NOT_CONNECTED = /^(egress|ingress) not connected/i;
/** LiveKit's message for a request that it forwarded and that no node accepted. */
const NO_NODE = /no response from servers/i;

const payloadOf = (json: JsonObject) => (): JsonObject => redact(camelKeys(json));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
