import { AccessToken } from 'livekit-server-sdk';
import type { ApiKey } from '@livekit-dashboard/livekit';

export interface Who {
  readonly identity: string;
  readonly name?: string;
  /** LiveKit's value in a token; a person needs none. */
  readonly kind?: 'agent' | 'sip' | 'ingress' | 'egress';
  readonly metadata?: string;
  readonly attributes?: Record<string, string>;
  /** Whether others in the room do not see it. */
  readonly hidden?: boolean;
}

/** A token with which a person joins a room. */
export function joinToken(
  { key, secret }: ApiKey,
  room: string,
  { kind, hidden = false, ...who }: Who,
): Promise<string> {
  const token = new AccessToken(key, secret, who);
  token.addGrant({ roomJoin: true, room, canUpdateOwnMetadata: true, agent: kind === 'agent', hidden });
  if (kind) token.kind = kind;
  return token.toJwt();
}
