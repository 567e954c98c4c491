/**
 * Search keys of a phone call, from the attributes that LiveKit's SIP service sets: texts of the form `field:value`.
 * Numbers are stored without `+`, spaces and punctuation, so that any way of typing them matches.
 */

/** From a search field (`SEARCH_FIELDS` of the contract) to the attributes that contain it. */
const ATTRIBUTES = {
  phoneNumber: ['sip.phoneNumber'],
  trunkPhoneNumber: ['sip.trunkPhoneNumber'],
  callId: ['sip.callID', 'sip.callIDFull', 'sip.twilio.callSid'],
  trunkId: ['sip.trunkID'],
} as const;

export type SipField = keyof typeof ATTRIBUTES;

const FIELDS = Object.keys(ATTRIBUTES) as SipField[];
/** Keeps the key below the 2,704 bytes that a PostgreSQL index entry can have. */
const MAX_CHARACTERS = 300;

/**
 * The number without `+`, spaces and punctuation. The value can also be a SIP user name: letters are kept, in lower
 * case.
 */
export const plainNumber = (number: string): string => number.toLowerCase().replace(/[\s()+./-]/g, '');

const isNumber = (field: SipField): boolean => field === 'phoneNumber' || field === 'trunkPhoneNumber';

/** Every key that a connection with this value may have. */
export const sipKeysFor = (value: string): string[] => FIELDS.flatMap((field) => keyOf(field, value));

/** Null if it is not a phone call. */
export function sipKeys(attributes: Readonly<Record<string, string>>): string[] | null {
  const keys = FIELDS.flatMap((field) => ATTRIBUTES[field].flatMap((name) => keyOf(field, attributes[name] ?? '')));
  return keys.length > 0 ? [...new Set(keys)] : null;
}

function keyOf(field: SipField, value: string): string[] {
  const plain = isNumber(field) ? plainNumber(value) : value;
  return plain === '' ? [] : [`${field}:${plain.slice(0, MAX_CHARACTERS).toWellFormed()}`];
}
