import { type Fragment, named, storable } from './sql';

/** Collects `AND` conditions and their parameters; a value reaches SQL only as a numbered parameter. */
export class Conditions {
  private readonly terms: string[] = [];

  constructor(readonly parameters: unknown[] = []) {}

  /** Adds a parameter and returns its number as `$n`. */
  parameter(value: unknown): string {
    this.parameters.push(storable(value));
    return `$${this.parameters.length}`;
  }

  /** SQL of a fragment, whose values are added to the parameters. */
  text(fragment: Fragment): string {
    return fragment.render(this.parameters).text;
  }

  add(...terms: readonly string[]): this {
    this.terms.push(...terms);
    return this;
  }

  /** Adds a condition, unless the value is not given. */
  when(value: unknown, condition: (parameter: string) => string): this {
    return value === null || value === undefined ? this : this.add(condition(this.parameter(value)));
  }

  /** Adds a condition with named values (`named` of sql.ts). */
  named(text: string, values: Readonly<Record<string, unknown>>): this {
    return this.add(this.text(named(text, values)));
  }

  /** These conditions and further ones of the same statement: the parameters are shared. */
  and(...terms: readonly string[]): Conditions {
    return new Conditions(this.parameters).add(...this.terms, ...terms);
  }

  get where(): string {
    return this.terms.length === 0 ? 'true' : this.terms.map((term) => `(${term})`).join(' AND ');
  }
}

/** `%text%` for `LIKE`, with the text's own wildcards escaped. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
