/**
 * How `q` of a search for sessions is interpreted: as part of a name, as digits, as an id. Values reach SQL as
 * parameters.
 */
import { plainNumber, sipKeysFor } from '@livekit-dashboard/domain';
import { boundedId } from '@livekit-dashboard/livekit';
import { boundedKey, sameText } from '../sql/bounded-key';
import { type Conditions, containing } from '../sql/conditions';
import { searchable } from '../sql/sql';
import { NAME } from './session-sorts';

/** The minimum number of digits of a phone number. */
const MIN_DIGITS = 3;

/** Conditions that a column contains it; `p` is a connection, `t` a session. */
export interface PartOf {
  readonly name: string;
  readonly sid: string;
  readonly identity: string;
  readonly participantName: string;
  /** The condition that a key of a phone call (`sip_keys`) is this number. Null: `q` is no number. */
  readonly number: ((key: string) => string) | null;
}

export function partOf(conditions: Conditions, q: string): PartOf {
  const part = conditions.parameter(containing(q));
  return {
    name: `t.name ILIKE ${part}`,
    sid: `t.sid ILIKE ${part}`,
    identity: `p.identity ILIKE ${part}`,
    participantName: `p.name ILIKE ${part}`,
    number: numberOf(conditions, q),
  };
}

/** A number is also found without its trunk prefix: `0151 234` is part of `+49 151 234`. */
function numberOf(conditions: Conditions, q: string): PartOf['number'] {
  const digits = plainNumber(q).replace(/^0+/, '');
  if (!/^\d+$/.test(digits) || digits.length < MIN_DIGITS) return null;
  const part = conditions.parameter(`%${digits}%`);
  return (key) => `${key} LIKE ${part} AND ${fieldOf(key)} IN ('phoneNumber', 'trunkPhoneNumber')`;
}

/** SQL of the field of a key of a phone call. */
export const fieldOf = (key: string): string => `split_part(${key}, ':', 1)`;

/**
 * Statements that select the keys (`source`, `sid`) of every session with this exact value; each uses an index.
 * `sources`: the names of all servers, as a parameter: the keys of the tables begin with them.
 */
export function wholeIn(conditions: Conditions, q: string, sources: string): readonly string[] {
  const whole = conditions.parameter(q);
  const id = conditions.parameter(boundedId(q));
  const job = conditions.parameter(`agent-${q}`);
  const calls = conditions.parameter(sipKeysFor(searchable(q)));
  const keysOf = (table: string, condition: string): string =>
    `SELECT c.source, c.session_sid FROM ${table} c WHERE c.session_sid IS NOT NULL AND ${condition}`;
  return [
    `SELECT t.source, t.sid FROM session t WHERE t.state = 'ended' AND ${NAME} = ${boundedKey(whole)}`,
    `SELECT t.source, t.sid FROM session t WHERE t.sid = ${id}`,
    keysOf('participant', sameText('c.identity', whole)),
    keysOf('participant', sameText('c.identity', job)),
    keysOf('participant', `c.name <> '' AND ${sameText('lower(c.name)', `lower(${whole})`)}`),
    keysOf('participant', `c.sip_keys && ${calls}::text[]`),
    keysOf('participant', `c.source = ANY(${sources}) AND c.sid = ${id}`),
    keysOf('track', `c.source = ANY(${sources}) AND c.sid = ${id}`),
    keysOf('egress', `c.source = ANY(${sources}) AND c.id = ${id}`),
    keysOf('ingress', `c.source = ANY(${sources}) AND c.id = ${id}`),
  ];
}
