/**
 * Text from outside has no length limit, but an index entry has one (2,704 bytes). So an index contains a key of the
 * text instead of the text, and every condition and sort that should use the index is written with the same key.
 */
import { type Fragment, literal, raw, sql } from './sql';

/** Of at most 4 bytes each; an index may hold a key, a source and a session sid (`MAX_ID_BYTES`) together. */
const KEY_CHARACTERS = 300;
const LENGTH = literal(KEY_CHARACTERS);

/**
 * SQL of the key of a text: the text itself if it is short, else its beginning and its hash, so that long texts with
 * the same beginning differ too. A key that is longer than `KEY_CHARACTERS` is never that of a short text.
 */
export const boundedKeyOf = (text: Fragment): Fragment =>
  sql`(left(${text}, ${LENGTH}) || CASE WHEN length(${text}) > ${LENGTH} THEN md5(${text}) ELSE '' END)`;

/** The same of SQL without values. */
export const boundedKey = (text: string): string => boundedKeyOf(raw(text)).render().text;

/** The condition that a column equals a parameter (or another text), by their keys. */
export const sameText = (column: string, text: string): string => `${boundedKey(column)} = ${boundedKey(text)}`;
