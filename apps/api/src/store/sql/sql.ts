/**
 * SQL together with its values. A value reaches PostgreSQL only as a parameter, and no code numbers parameters: they
 * are numbered when the whole statement is known. A fragment that appears twice adds its values once, so an expression
 * with a value in it can be repeated (in SELECT and GROUP BY, say) and is the same expression to PostgreSQL.
 *
 * const from = value(fromMs, 'bigint'); const recent = sql`ended_ms >= ${from}`; await rows(manager, sql`SELECT sid
 * FROM session WHERE ${recent} OR started_ms >= ${from}`); // one parameter
 *
 * Only fragments can be inserted: text is made one by `raw`, which is for names and SQL of our own and never for text
 * from outside.
 */

class Parameter {
  constructor(
    readonly value: unknown,
    readonly cast: string,
  ) {}
}

/** A piece of SQL, or a whole statement. */
export class Fragment {
  constructor(private readonly pieces: readonly (string | Parameter)[]) {}

  /** Concatenates fragments. */
  static of(fragments: readonly Fragment[]): Fragment {
    return new Fragment(fragments.flatMap(({ pieces }) => pieces));
  }

  /** The statement as the driver takes it. `values`: the values that are numbered already; more are added. */
  render(values: unknown[] = []): { readonly text: string; readonly values: readonly unknown[] } {
    const numbers = new Map<Parameter, number>();
    const numberOf = (parameter: Parameter): number => {
      const known = numbers.get(parameter) ?? values.push(parameter.value);
      numbers.set(parameter, known);
      return known;
    };
    const text = this.pieces
      .map((piece) => (typeof piece === 'string' ? piece : `$${numberOf(piece)}${piece.cast}`))
      .join('');
    return { text, values };
  }
}

export const sql = (text: TemplateStringsArray, ...inserted: readonly Fragment[]): Fragment =>
  Fragment.of(text.flatMap((piece, i) => [raw(piece), ...inserted.slice(i, i + 1)]));

/** A parameter. `type`: its PostgreSQL type, where PostgreSQL cannot infer it. */
export const value = (given: unknown, type?: string): Fragment =>
  new Fragment([new Parameter(storable(given), type ? `::${type}` : '')]);

/** PostgreSQL takes no NUL; text columns have U+FFFD in its place, so that is what finds it. */
export const searchable = (text: string): string => text.replaceAll('\0', '\uFFFD');

export function storable(given: unknown): unknown {
  if (typeof given === 'string') return searchable(given);
  return Array.isArray(given) ? given.map(storable) : given;
}

/** SQL of our own. */
export const raw = (text: string): Fragment => new Fragment([text]);

const NAMES = /(?<![:\w]):([a-z]\w*)/i;

/**
 * A statement of our own text whose values are named: `named('sid = :sid AND source = :source', { sid, source })`.
 * Throws if a name in the text has no value, or a value has no name in the text.
 */
export function named(text: string, values: Readonly<Record<string, unknown>>): Fragment {
  const parameters = new Map(Object.entries(values).map(([name, given]) => [name, new Parameter(storable(given), '')]));
  const used = new Set<string>();
  const pieces = text.split(NAMES).map((piece, i) => {
    if (i % 2 === 0) return piece;
    const parameter = parameters.get(piece);
    if (!parameter) throw new TypeError(`:${piece} has no value`);
    used.add(piece);
    return parameter;
  });
  for (const name of parameters.keys()) if (!used.has(name)) throw new TypeError(`no :${name} in ${text}`);
  return new Fragment(pieces);
}

/** A number as a literal, so that PostgreSQL plans with its value. Throws unless it is an integer. */
export function literal(number: number): Fragment {
  if (!Number.isSafeInteger(number)) throw new RangeError(`${number} is not a whole number`);
  return raw(String(number));
}

export const NOTHING = raw('');

export const join = (fragments: readonly Fragment[], separator = ', '): Fragment =>
  Fragment.of(fragments.flatMap((fragment, i) => (i === 0 ? [fragment] : [raw(separator), fragment])));

/** All of them; `true` of none. */
export const all = (conditions: readonly Fragment[]): Fragment =>
  conditions.length === 0 ? raw('true') : join(conditions, ' AND ');

/** What runs statements: TypeORM's data source or manager, or an `SqlClient`. */
interface Runner {
  query<R>(text: string, values: unknown[]): Promise<R>;
}

/** The rows of a statement. */
export const rows = <T extends object>(on: Runner, statement: Fragment): Promise<T[]> => run<T[]>(on, statement);

/** What the runner returns. TypeORM returns `[rows, count]` of an UPDATE or a DELETE, and the rows of others. */
export function run<R = unknown>(on: Runner, statement: Fragment): Promise<R> {
  const { text, values } = statement.render();
  return on.query<R>(text, [...values]);
}
