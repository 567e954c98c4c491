#!/usr/bin/env node
/**
 * Writes src/types.ts: the contract's objects as TypeScript with a JSDoc on every property (`npm run types:generate`).
 * `--check` writes nothing and fails if the file is not what would be written.
 *
 * The one text of a property is its `.describe()`, which OpenAPI and AsyncAPI show too; that of a type is the comment above its schema.
 * Types inferred by `z.infer` would not do: they need zod wherever they are published, and an editor shows no `.describe()`.
 * Each exported `z.object` named `session` becomes the type `Session`. A property without a text is an error.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { rolldown } from 'rolldown';
import ts from 'typescript';
import { nodeBundle, root } from '../../tools/rolldown.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const file = join(here, 'src/types.ts');
const HEAD = `/**
 * The objects of the contract. Generated from the schemas by \`npm run types:generate\`: change a schema and its \`.describe()\`, not this.
 */
import type { Topic } from './topics';`;
/** Columns of a comment's line, indented by two. */
const COMMENT_WIDTH = 114;
/** What travels over the socket is readonly, its arrays too: one object is given to many. */
const READONLY = ['changes', 'socket.schemas'];

const { contract, typescriptOf } = await load();
const modules = modulesOf(join(here, 'src/index.ts'));
/** Objects by their shape, which `.describe()` and refinements leave as it is. */
const names = new Map();
for (const { name, schema } of modules.flatMap(({ constants }) => constants)) {
  if (isObject(schema) && !names.has(schema.def.shape)) {
    names.set(schema.def.shape, name[0].toUpperCase() + name.slice(1));
  }
}
const undocumented = [];

const text = await format(fileText(), { ...(await resolveConfig(file)), parser: 'typescript' });
if (undocumented.length > 0)
  fail(`Without a text:\n  ${undocumented.join('\n  ')}\nAdd \`.describe()\` to properties, a comment to types.`);
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) fail('libs/contracts/src/types.ts is old: run `npm run types:generate`.');

/** The schemas as they are at run time. */
async function load() {
  const { output, ...input } = nodeBundle({ entry: 'libs/contracts/src/index.ts', outDir: 'dist/run/contract-types' });
  const bundle = await rolldown({ ...input, logLevel: 'warn' });
  await bundle.write(output);
  await bundle.close();
  const loaded = await import(join(root, 'dist/run/contract-types/index.js'));
  return { contract: loaded, typescriptOf: (value) => (value?.def ? loaded.typescript.get(value) : undefined) };
}

/** The modules of the index, each with its exported constants in order, and the comments above them. */
function modulesOf(index) {
  const parse = (path) => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  return parse(index)
    .statements.filter(ts.isExportDeclaration)
    .map(({ moduleSpecifier }) => moduleSpecifier.text.slice(2))
    .filter((name) => name !== 'types')
    .map((name) => ({
      name,
      constants: parse(join(here, `src/${name}.ts`))
        .statements.filter((node) => ts.isVariableStatement(node) && node.modifiers)
        .flatMap((node) =>
          node.declarationList.declarations.map(({ name: { text } }) => ({
            name: text,
            schema: contract[text],
            comment: commentOf(node),
          })),
        ),
    }));
}

function commentOf(node) {
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc)?.comment;
  return typeof comment === 'string'
    ? comment.replaceAll(/\s*\n\s*/g, ' ')
    : ts.getTextOfJSDocComment(comment)?.replaceAll(/\s*\n\s*/g, ' ');
}

function fileText() {
  const written = new Set();
  const declarations = modules.flatMap(({ name: module, constants }) =>
    constants.flatMap(({ schema, comment }) => {
      const { declare, type } = typescriptOf(schema) ?? {};
      const name = declare ?? (isObject(schema) ? names.get(schema.def.shape) : undefined);
      if (name === undefined || written.has(name)) return [];
      written.add(name);
      if (!comment) undocumented.push(name);
      const body = type ?? objectText(schema, name, READONLY.includes(module));
      return `${jsdoc(comment ?? '')}\nexport type ${name} = ${body};`;
    }),
  );
  return [HEAD, ...declarations].join('\n\n');
}

function isObject(schema) {
  return schema?.def?.type === 'object';
}

function objectText(schema, path, isReadonly) {
  const lines = Object.entries(schema.def.shape).map(([name, property]) => {
    const description = property.description ?? unwrapped(property).description;
    const at = `${path}.${name}`;
    if (!description) undocumented.push(at);
    const optional = property._zod.optout === 'optional';
    const type = typeText(optional ? unwrapped(property) : property, at, isReadonly);
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
    return `${jsdoc(description ?? '')}\n${isReadonly ? 'readonly ' : ''}${key}${optional ? `?: ${type} | undefined` : `: ${type}`};`;
  });
  return `{\n${lines.join('\n')}\n}`;
}

/** The schema inside `optional`: its text is shown as that of the property. */
function unwrapped(schema) {
  return ['optional', 'default'].includes(schema.def.type) ? unwrapped(schema.def.innerType) : schema;
}

function typeText(schema, path, isReadonly) {
  const inner = (other) => typeText(other, path, isReadonly);
  const { declare, type } = typescriptOf(schema) ?? {};
  if (type) return declare ?? type;
  const { def } = schema;
  switch (def.type) {
    case 'object':
      return names.get(def.shape) ?? objectText(schema, path, isReadonly);
    case 'array':
      return `${isReadonly ? 'readonly ' : ''}${element(inner(def.element))}[]`;
    case 'nullable':
      return `${inner(def.innerType)} | null`;
    case 'optional':
      return `${inner(def.innerType)} | undefined`;
    case 'default':
      return inner(def.innerType);
    case 'union':
      return def.options.map(inner).join(' | ');
    case 'pipe':
      return inner(def.out);
    case 'enum':
      return Object.values(def.entries).map(literal).join(' | ');
    case 'literal':
      return def.values.map(literal).join(' | ');
    case 'record':
      return `Record<${inner(def.keyType)}, ${inner(def.valueType)}>`;
    case 'string':
    case 'number':
    case 'boolean':
    case 'unknown':
      return def.type;
    default:
      return fail(`${path}: no TypeScript for a schema of type ${def.type}.`);
  }
}

function element(type) {
  return type.includes('|') && !type.startsWith('{') ? `(${type})` : type;
}

function literal(value) {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** On one line where it fits. */
function jsdoc(comment) {
  if (comment.length + 7 <= COMMENT_WIDTH) return `/** ${comment} */`;
  const lines = [''];
  for (const word of comment.split(' ')) {
    const line = lines.at(-1);
    if (line !== '' && line.length + 1 + word.length > COMMENT_WIDTH) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return ['/**', ...lines.map((line) => ` * ${line}`), ' */'].join('\n');
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
