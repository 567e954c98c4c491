import { all, join, literal, named, raw, sql, value } from './sql';

describe('sql', () => {
  it('numbers values in their order of appearance', () => {
    const range = sql`at >= ${value(1)} AND at < ${value(2)}`;
    expect(sql`SELECT ${value('a')} WHERE ${range}`.render()).toEqual({
      text: 'SELECT $1 WHERE at >= $2 AND at < $3',
      values: ['a', 1, 2],
    });
  });

  it('gives a repeated value one number, and equal values one each', () => {
    const from = value(7, 'bigint');
    expect(sql`${from} <= a AND b > ${from} AND c = ${value(7)}`.render()).toEqual({
      text: '$1::bigint <= a AND b > $1::bigint AND c = $2',
      values: [7, 7],
    });
  });

  it('continues the numbers of other values', () => {
    const values: unknown[] = ['other'];
    expect(sql`a = ${value('own')}`.render(values).text).toBe('a = $2');
    expect(values).toEqual(['other', 'own']);
  });

  it('lists fragments and joins conditions', () => {
    expect(join([raw('a'), value(1), raw('c')]).render().text).toBe('a, $1, c');
    expect(all([]).render().text).toBe('true');
    expect(all([raw('a'), raw('b')]).render().text).toBe('a AND b');
  });

  it('inserts integers literally and rejects other numbers', () => {
    expect(sql`a < ${literal(-5)}`.render()).toEqual({ text: 'a < -5', values: [] });
    expect(() => literal(0.5)).toThrow(RangeError);
    expect(() => literal(NaN)).toThrow(RangeError);
  });

  it('replaces characters that PostgreSQL cannot store', () => {
    expect(sql`${value('a\0b')}`.render().values).toEqual(['a\uFFFDb']);
  });

  it('gives a name one number, and does not change casts and text', () => {
    const statement = named("a = :one AND b::text = :two AND c > :one::bigint AND d LIKE 'at:two'", { two: 2, one: 1 });
    expect(statement.render()).toEqual({
      text: "a = $1 AND b::text = $2 AND c > $1::bigint AND d LIKE 'at:two'",
      values: [1, 2],
    });
  });

  it('inserts named statements into others', () => {
    const inner = named('a = :value', { value: 1 });
    expect(sql`${inner} OR b = ${value(2)} OR ${inner}`.render()).toEqual({
      text: 'a = $1 OR b = $2 OR a = $1',
      values: [1, 2],
    });
  });

  it('rejects a name without a value, and a value without a name', () => {
    expect(() => named('a = :a AND b = :b', { a: 1 })).toThrow(':b has no value');
    expect(() => named('a = :a', { a: 1, b: 2 })).toThrow('no :b');
  });
});
