import type { SipCall } from '@livekit-dashboard/contracts';
import { textOrNull } from './text';

/** A phone call, from the attributes that LiveKit's SIP service sets; null if there is none. */
export function sipOf(attributes: Readonly<Record<string, string>>): SipCall | null {
  const of = (name: string): string | null => textOrNull(attributes[`sip.${name}`]);
  if (!Object.keys(attributes).some((name) => name.startsWith('sip.'))) return null;
  return {
    callId: of('callID'),
    direction: of('callDirection') ?? (of('ruleID') === null ? null : 'inbound'),
    phoneNumber: of('phoneNumber'),
    trunkPhoneNumber: of('trunkPhoneNumber'),
    trunkId: of('trunkID'),
    status: of('callStatus'),
  };
}
