/** Collects `AND` conditions and their parameters; a value reaches SQL only as a numbered parameter. */
export class Conditions {
  private readonly terms: string[] = [];
  readonly parameters: unknown[] = [];

  /** The number of one more parameter, as `$n`. */
  parameter(value: unknown): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }

  /** Adds a condition, unless the value is not given. */
  when(value: unknown, condition: (parameter: string) => string): this {
    if (value !== null && value !== undefined) this.terms.push(condition(this.parameter(value)));
    return this;
  }

  get where(): string {
    return this.terms.length === 0 ? 'true' : this.terms.map((term) => `(${term})`).join(' AND ');
  }
}

/** `%text%` for `LIKE`, with the text's own wildcards escaped. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
