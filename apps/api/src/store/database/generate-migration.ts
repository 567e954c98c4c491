/**
 * `npm run migration:generate -- AddSomething`: writes the migration that brings the schema of the present migrations to what
 * the entities say, and adds it to the list. Works on an embedded database in memory, so it needs nothing running.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { format, resolveConfig } from 'prettier';
import { createDataSource } from './data-source';
import { schemaDrift } from './drift';

const FOLDER = join(process.cwd(), 'apps/api/src/store/migrations');

async function drift(): Promise<Awaited<ReturnType<typeof schemaDrift>>> {
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 10 });
  await server.start();
  const dataSource = createDataSource(`postgres://postgres@${server.getServerConn()}/postgres?sslmode=disable`, 2);
  try {
    await dataSource.initialize();
    await dataSource.runMigrations();
    return await schemaDrift(dataSource);
  } finally {
    await dataSource.destroy();
    await server.stop();
    await db.close();
  }
}

const calls = (statements: readonly string[]): string =>
  statements.map((statement) => `    await queryRunner.query(\`${statement.replaceAll('`', '\\`')}\`);`).join('\n');

async function main(name: string | undefined): Promise<void> {
  if (!name || !/^[A-Z]\w+$/.test(name))
    throw new Error('name the migration in PascalCase: npm run migration:generate -- AddTenant');
  const { up, down } = await drift();
  if (up.length === 0) {
    console.log('The migrations already say what the entities say.');
    return;
  }
  const stamp = Date.now();
  const className = `${name}${stamp}`;
  const file = `${stamp}-${name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}`;
  await writeFile(
    join(FOLDER, `${file}.ts`),
    `import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ${className} implements MigrationInterface {
  readonly name = '${className}';

  async up(queryRunner: QueryRunner): Promise<void> {
${calls(up)}
  }

  async down(queryRunner: QueryRunner): Promise<void> {
${calls(down)}
  }
}
`,
  );
  const index = join(FOLDER, 'index.ts');
  const list = (await readFile(index, 'utf8'))
    .replace(/export const MIGRATIONS = \[(.*)\] as const;/s, (_, rest: string) => {
      const entries = [...rest.split(',').map((entry) => entry.trim()), className].filter(Boolean);
      return `export const MIGRATIONS = [${entries.join(', ')}] as const;`;
    })
    .replace(/(\/\*\*|import )/, (start) => `import { ${className} } from './${file}';\n${start}`);
  await writeFile(index, await format(list, { ...(await resolveConfig(index)), filepath: index }));
  console.log(`wrote ${file}.ts`);
}

await main(process.argv[2]);
