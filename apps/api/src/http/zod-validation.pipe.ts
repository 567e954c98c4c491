import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { ProblemException } from './problem';

/** Validates input against a schema of the contract. The error names each invalid field (EC2). */
export class ZodValidationPipe<T extends z.ZodType> implements PipeTransform<unknown, z.output<T>> {
  constructor(private readonly schema: T) {}

  transform(value: unknown): z.output<T> {
    const result = this.schema.safeParse(value ?? {});
    if (result.success) return result.data;
    throw new ProblemException(400, 'The request has fields that are not valid.', {
      errors: result.error.issues.flatMap(fieldsOf),
    });
  }
}

/** Zod reports unknown fields together, in the issue of their parent. */
function fieldsOf(issue: z.core.$ZodIssue): { field: string; message: string }[] {
  const at = (path: readonly PropertyKey[]) => path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return [{ field: at(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({ field: at([...issue.path, key]), message: 'is not known' }));
}
