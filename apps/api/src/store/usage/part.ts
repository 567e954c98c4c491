/** Parts of usage: what a range can be divided by, and which of these parts rollups store. */
import { type Fragment, raw } from '../sql/sql';
import type { Counted } from '../entities/measures';

export type PartKind = 'room' | 'identity' | 'agent' | 'session' | 'tenant';

/** The measures of a range by one room, person, agent, session or tenant. */
export interface CountedPart extends Counted {
  /** Empty: of none that is known. */
  readonly key: string;
  /** Time of people and agents, by which parts are ordered. */
  readonly ms: number;
  /** Distinct identities of persons; null if days were added up. */
  readonly identities: number | null;
  /** How many parts there are in all. */
  readonly total: number;
}

/** Two servers may have a session of one sid, so its key is both. No name of a server has the separator in it. */
const SEPARATOR = '\u001F';

/** SQL of the key of a session. */
export const sessionKey = (source: string, sid: string): Fragment =>
  raw(`${source} || chr(${SEPARATOR.charCodeAt(0)}) || ${sid}`);

/** The object that a key names. Null: it is not known. */
export function partOf(kind: PartKind, key: string): { readonly key: string | null; readonly source: string | null } {
  if (key === '') return { key: null, source: null };
  if (kind !== 'session') return { key, source: null };
  const at = key.indexOf(SEPARATOR);
  return { key: key.slice(at + 1), source: key.slice(0, at) };
}

export const ROLLED_PARTS = ['room', 'identity', 'agent'] as const satisfies readonly PartKind[];
export type RolledPart = (typeof ROLLED_PARTS)[number];

export const isRolledPart = (kind: PartKind): kind is RolledPart =>
  (ROLLED_PARTS as readonly PartKind[]).includes(kind);

/** SQL. Lists every kind, because the index begins with it, and a year has millions of parts. */
export const ALL_ROLLED_PARTS = raw(`by IN (${ROLLED_PARTS.map((kind) => `'${kind}'`).join(', ')})`);
