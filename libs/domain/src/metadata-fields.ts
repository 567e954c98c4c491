/**
 * The searchable fields of a room's metadata: `plan:pro`, `customer.plan:pro`, `tags:beta`. Metadata is hostile text,
 * so the number and length of fields are bounded, and characters that PostgreSQL refuses are replaced. A value that is
 * too long is left out rather than truncated, since a truncated value would match another one.
 */

/** LiveKit's default limit for metadata. */
const LARGEST_TEXT = 64 * 1024;
const MAX_FIELDS = 64;
const LONGEST_FIELD = 512;
const DEEPEST = 4;

type OnField = (field: string) => void;

/** Null unless the text is a JSON object with at least one field of a plain value. */
export function metadataFields(text: string | null): readonly string[] | null {
  const value = text === null ? null : objectOf(text);
  if (!value) return null;
  const fields = new Set<string>();
  eachField(value, '', 1, (field) => {
    if (field.length <= LONGEST_FIELD && fields.size < MAX_FIELDS) fields.add(storable(field));
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

/** Breadth first, so that a large nested object does not displace fields closer to the root. */
function eachField(value: object, path: string, depth: number, onField: OnField): void {
  const inner: [string, object][] = [];
  for (const [name, member] of Object.entries(value) as [string, unknown][]) {
    const at = path === '' ? name : `${path}.${name}`;
    for (const one of Array.isArray(member) ? (member as unknown[]) : [member]) {
      if (typeof one !== 'object' || one === null) onField(`${at}:${String(one)}`);
      else if (!Array.isArray(one)) inner.push([at, one]);
    }
  }
  if (depth < DEEPEST) for (const [at, one] of inner) eachField(one, at, depth + 1, onField);
}

/** JSON can express NUL and lone surrogates, which PostgreSQL refuses. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
