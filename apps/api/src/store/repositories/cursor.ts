import { z } from 'zod';

/** Where a page ended: the sort value and the id of its last row. Opaque to clients. */
export interface Cursor {
  readonly value: number | string;
  readonly id: string;
}

const shape = z.tuple([z.union([z.number(), z.string()]), z.string()]);

/** Thrown for a cursor that no page of ours ended with. */
export class BadCursorError extends Error {}

export const encodeCursor = ({ value, id }: Cursor): string =>
  Buffer.from(JSON.stringify([value, id])).toString('base64url');

export function decodeCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  try {
    const [value, id] = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    return { value, id };
  } catch {
    throw new BadCursorError('not a cursor of this list');
  }
}
