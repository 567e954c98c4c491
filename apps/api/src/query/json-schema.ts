import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** A schema of the contract as JSON Schema. `input`: of requests; `output`: of responses. */
export function jsonSchemaOf(type: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return schema;
}
