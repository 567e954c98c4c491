#!/usr/bin/env node
/**
 * Makes the package that is published: `nx package client` writes dist/libs/client (or the folder that is named).
 * One ES module, its declarations, and the contract's types written out in full, so that whoever installs it needs neither our
 * other libs nor zod: socket.io-client is its only dependency.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { rolldown } from 'rolldown';
import ts from 'typescript';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const source = join(here, 'src');
const out = resolve(process.argv[2] ?? join(root, 'dist/libs/client'));
const CONTRACTS = '@livekit-dashboard/contracts';

/** Types with parameters cannot be written out: the same by hand. package.medium.spec.ts compares them with the contract. */
const GENERIC = {
  EntityOf: `export type EntityOf<K extends ChangeKind> = {
    session: Session; participant: Participant; track: Track; agent: Agent; egress: Egress; ingress: Ingress; stats: Stats;
    hour: Hour; busiest: Busiest; activity: Activity; health: Health; agentDay: AgentDay;
  }[K];`,
  ChangeOf: `export type ChangeOf<K extends ChangeKind> = {
    readonly kind: K; readonly id: string; readonly offset: number; readonly value: EntityOf<K> | null;
  };`,
};

const { options } = ts.getParsedCommandLineOfConfigFile(
  join(here, 'tsconfig.json'),
  {
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    outDir: join(out, 'src'),
    rootDir: join(root, 'libs'),
  },
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (fault) => fail([fault]) },
);
const program = ts.createProgram([join(source, 'index.ts')], options);
const checker = program.getTypeChecker();

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'src'), { recursive: true });
writeDeclarations();
writeFileSync(
  join(out, 'src/contracts.d.ts'),
  await format(contractTypes(), { parser: 'typescript', singleQuote: true }),
);
await bundle();
for (const file of ['package.json', 'README.md']) cpSync(join(here, file), join(out, file));
cpSync(join(root, 'LICENSE'), join(out, 'LICENSE'));
console.log(`Packed ${out}`);

/** Each of our modules' declarations; imports of the contract go to the file beside them, and have extensions as ESM wants. */
function writeDeclarations() {
  for (const file of program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(source))) {
    const faults = ts.getPreEmitDiagnostics(program, file);
    if (faults.length > 0) fail(faults);
    program.emit(file, (name, text) => {
      const rewritten = text
        .replaceAll(`'${CONTRACTS}'`, "'./contracts'")
        .replaceAll(/ from '(\.\/[^']+)'/g, " from '$1.js'");
      writeFileSync(join(out, 'src', relative(join(out, 'src/client/src'), name)), rewritten);
    });
  }
}

/** Every type of the contract, with what zod infers written out. */
function contractTypes() {
  const index = program.getSourceFile(join(root, 'libs/contracts/src/index.ts'));
  const flags =
    ts.TypeFormatFlags.NoTruncation |
    ts.TypeFormatFlags.InTypeAlias |
    ts.TypeFormatFlags.MultilineObjectLiterals |
    ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;
  const isType = ({ flags: kind }) => kind & (ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Interface);
  const shown = checker.getExportsOfModule(checker.getSymbolAtLocation(index)).filter(isType);
  const texts = shown.map((symbol) => GENERIC[symbol.name] ?? written(symbol, flags));
  for (const symbol of privateTypes()) {
    const used = texts.some((text) => new RegExp(`\\b${symbol.name}\\b`).test(text));
    if (used) texts.push(written(symbol, flags).replace('export type', 'type'));
  }
  return texts.join('\n\n');
}

/** Types that the contract's modules keep to themselves, and build others of. */
function privateTypes() {
  return program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(join(root, 'libs/contracts/src')))
    .flatMap(({ statements }) => statements.filter((node) => ts.isTypeAliasDeclaration(node) && !node.modifiers))
    .map((node) => checker.getSymbolAtLocation(node.name));
}

function written(symbol, flags) {
  const [declaration] = symbol.declarations;
  if (ts.isInterfaceDeclaration(declaration)) return declaration.getText();
  const type = checker.typeToString(checker.getDeclaredTypeOfSymbol(symbol), undefined, flags);
  const comment = ts.getLeadingCommentRanges(declaration.getSourceFile().text, declaration.pos) ?? [];
  const said = comment.map(({ pos, end }) => `${declaration.getSourceFile().text.slice(pos, end)}\n`).join('');
  return `${said}export type ${symbol.name} = ${type};`;
}

async function bundle() {
  const bundle = await rolldown({
    input: join(source, 'index.ts'),
    platform: 'neutral',
    external: (id) => id === 'socket.io-client',
    tsconfig: join(here, 'tsconfig.json'),
  });
  await bundle.write({ file: join(out, 'src/index.js'), format: 'esm', sourcemap: false });
  await bundle.close();
}

function fail(faults) {
  const host = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => root, getNewLine: () => '\n' };
  console.error(ts.formatDiagnostics(faults, host));
  process.exit(1);
}
