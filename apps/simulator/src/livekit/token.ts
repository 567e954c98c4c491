import { AccessToken } from 'livekit-server-sdk';
import type { ApiKey } from '../sender/sign';

export interface Who {
  readonly identity: string;
  readonly name?: string;
  /** LiveKit's word in a token; a person needs none. */
  readonly kind?: 'agent' | 'sip' | 'ingress' | 'egress';
  readonly metadata?: string;
  readonly attributes?: Record<string, string>;
}

/** A token that lets somebody into a room. */
export function joinToken({ key, secret }: ApiKey, room: string, { kind, ...who }: Who): Promise<string> {
  const token = new AccessToken(key, secret, who);
  token.addGrant({ roomJoin: true, room, canUpdateOwnMetadata: true, agent: kind === 'agent' });
  if (kind) token.kind = kind;
  return token.toJwt();
}
