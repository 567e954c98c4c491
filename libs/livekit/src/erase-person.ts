/**
 * Removes one person from a stored payload (ER1), wherever LiveKit mentions them: in participants, including those of
 * jobs, and in the requests of egresses and ingresses. Invariants: parts that do not mention the person are unchanged
 * and shared with the result; texts of rooms and names of files are never changed.
 */
import { AGENT_NAME_ATTRIBUTES } from '@livekit-dashboard/domain';
import { boundedId } from './bounded-id';
import { enumAt, isObject, type JsonObject } from './json';
import { PARTICIPANT_KINDS } from './enums';
import { shown } from './text';

export interface Erased {
  /** As stored in columns. */
  readonly identity: string | null;
  readonly pseudonym: string;
  /** Participant sid, for payloads that contain it without the identity. */
  readonly sid?: string;
}

type Fields = Record<string, unknown>;

/** Deeper than any stored payload. */
const MAX_DEPTH = 80;
const IDENTITY = /identit(y|ies)$/i;

export function erasePerson(payload: JsonObject, person: Erased): JsonObject {
  const erased = inObject(payload, person, 0);
  const { participant, track } = erased;
  const ofPerson = isObject(participant) && participant['identity'] === person.pseudonym;
  return ofPerson && isObject(track) ? { ...erased, track: without(track, 'name') } : erased;
}

function inValue(value: unknown, person: Erased, depth: number): unknown {
  if (Array.isArray(value))
    return same(
      value,
      value.map((item) => inValue(item, person, depth + 1)),
    );
  return isObject(value) && depth < MAX_DEPTH ? inObject(value, person, depth + 1) : value;
}

function inObject(from: JsonObject, person: Erased, depth: number): JsonObject {
  const entries = Object.entries(from).map(
    ([key, value]) => [key, IDENTITY.test(key) ? pseudonymFor(value, person) : inValue(value, person, depth)] as const,
  );
  const isThem = isAbout(from, 'identity', person) || (person.sid !== undefined && isSid(from['sid'], person.sid));
  const changed = entries.some(([key, value]) => value !== from[key]);
  if (!changed && !isThem) return from;
  // `Object.fromEntries` rather than assignment, since a key may be `__proto__`.
  const copy = Object.fromEntries(entries);
  if (isThem) return anonymous(from, copy, person);
  return isAbout(from, 'participantIdentity', person) || isAbout(from, 'participant_identity', person)
    ? without(copy, 'participantName', 'participantMetadata', 'participant_name', 'participant_metadata')
    : copy;
}

/** LiveKit omits empty fields, so an omitted field means "empty". */
function anonymous(from: JsonObject, copy: Fields, { pseudonym }: Erased): Fields {
  const rest = without(copy, 'name', 'metadata', 'attributes');
  if ('identity' in from) rest['identity'] = pseudonym;
  if (enumAt(from, 'kind', PARTICIPANT_KINDS) === 'AGENT' && isObject(from['attributes'])) {
    const names = Object.entries(from['attributes']).filter(([name]) => AGENT_NAMES.has(name));
    rest['attributes'] = Object.fromEntries(names);
  }
  if (Array.isArray(rest['tracks']))
    rest['tracks'] = rest['tracks'].map((track: unknown) => (isObject(track) ? without(track, 'name') : track));
  return rest;
}

const AGENT_NAMES: ReadonlySet<string> = new Set(AGENT_NAME_ATTRIBUTES);

const isTheirs = (value: unknown, { identity }: Erased): boolean =>
  typeof value === 'string' && identity !== null && shown(value) === identity;

/** Sids of rows are bounded, those of payloads are not. */
const isSid = (value: unknown, sid: string): boolean => typeof value === 'string' && boundedId(shown(value)) === sid;

const isAbout = (from: JsonObject, key: string, person: Erased): boolean => isTheirs(from[key], person);

function pseudonymFor(value: unknown, person: Erased): unknown {
  if (Array.isArray(value))
    return same(
      value,
      value.map((item) => pseudonymFor(item, person)),
    );
  return isTheirs(value, person) ? person.pseudonym : value;
}

const same = (before: readonly unknown[], after: readonly unknown[]): readonly unknown[] =>
  after.some((item, index) => item !== before[index]) ? after : before;

const without = (from: JsonObject, ...names: string[]): Fields =>
  Object.fromEntries(Object.entries(from).filter(([key]) => !names.includes(key)));
