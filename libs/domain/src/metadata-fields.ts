/**
 * The fields of a room's metadata, to find sessions by: `plan:pro`, `customer.plan:pro`, `tags:beta`. Metadata is hostile text, so what
 * comes of it is bounded and can be stored; what is too long is left out rather than cut, for a cut value would match another.
 */

/** As much as LiveKit takes by default. */
const LARGEST_TEXT = 64 * 1024;
const MOST_FIELDS = 64;
const LONGEST_FIELD = 512;
const DEEPEST = 4;

type Told = (field: string) => void;

/** Null unless the text is a JSON object with a field of a plain value. */
export function metadataFields(text: string | null): readonly string[] | null {
  const value = text === null ? null : objectOf(text);
  if (!value) return null;
  const fields = new Set<string>();
  eachField(value, '', 1, (field) => {
    if (field.length <= LONGEST_FIELD && fields.size < MOST_FIELDS) fields.add(storable(field));
  });
  return fields.size === 0 ? null : [...fields];
}

function objectOf(text: string): object | null {
  if (text.length > LARGEST_TEXT || !/^\s*\{/.test(text)) return null;
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}

/** The nearest fields first, so that a large inner object does not crowd them out. */
function eachField(value: object, path: string, depth: number, tell: Told): void {
  const inner: [string, object][] = [];
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const at = path === '' ? name : `${path}.${name}`;
    for (const one of Array.isArray(member) ? (member as unknown[]) : [member]) {
      if (typeof one !== 'object' || one === null) tell(`${at}:${String(one)}`);
      else if (!Array.isArray(one)) inner.push([at, one]);
    }
  }
  if (depth < DEEPEST) for (const [at, one] of inner) eachField(one, at, depth + 1, tell);
}

/** JSON can tell NUL and lone surrogates, which PostgreSQL refuses. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
