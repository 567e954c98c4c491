/** Where src/types.ts says more of a schema than what follows from it: see types.mjs. */
import { z } from 'zod';

interface TypeScriptText {
  /** The type of a value, narrower than the schema. */
  readonly type?: string;
  /** The name of an exported type, with its parameters. Default: the name of the schema. */
  readonly declare?: string;
}

export const typescript = z.registry<TypeScriptText>();

/** Returns the same schema, of which src/types.ts says `text`. */
export function typed<T extends z.ZodType>(text: TypeScriptText, schema: T): T {
  typescript.add(schema, text);
  return schema;
}
