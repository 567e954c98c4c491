import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

describe('src/types.ts', () => {
  it('equals the schemas, with a text for each type and property', async () => {
    const program = join(import.meta.dirname, '../types.mjs');
    const failure = await promisify(execFile)(process.execPath, [program, '--check']).then(
      () => '',
      (error: unknown) => (error as { stderr: string }).stderr,
    );
    expect(failure).toBe('');
  });
});
