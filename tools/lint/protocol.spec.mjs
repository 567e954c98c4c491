/** Each rule of docs/protocol.md has a test that carries its id, and each id in a title or a comment is one of a rule. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const read = (file) => readFileSync(join(root, file), 'utf8');
const sources = globSync(['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts', 'tools/**/*.mjs'], { cwd: root });
const isSpec = (file) => /\.spec\.(ts|mjs)$/.test(file);

const SECTIONS = 'ST|FO|FE|TO|CL|US|ER|EC';
const ID = new RegExp(`\\b(?:${SECTIONS})\\d+\\b`, 'g');
/** Ids at the start of a title: `it('[FE1][FE2] ...'`. */
const TITLE = new RegExp(`['"\`]((?:\\[(?:${SECTIONS})\\d+\\])+) `, 'g');
const COMMENT = /\/\*\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm;

const idsOf = (text) => text.match(ID) ?? [];
const duplicates = (ids) => ids.filter((id, at) => ids.indexOf(id) !== at);

const rules = [...read('docs/protocol.md').matchAll(new RegExp(`^- \\*\\*((?:${SECTIONS})\\d+)\\*\\*`, 'gm'))].map(
  ([, id]) => id,
);
const inTitles = sources
  .filter(isSpec)
  .flatMap((file) => [...read(file).matchAll(TITLE)].flatMap(([, ids]) => idsOf(ids)));

describe('docs/protocol.md', () => {
  it('has each id once', () => {
    expect(rules.length).toBeGreaterThan(0);
    expect(duplicates(rules)).toEqual([]);
  });

  it('has a test for each rule', () => {
    expect(rules.filter((id) => !inTitles.includes(id))).toEqual([]);
  });

  it('has a rule for each id in the title of a test', () => {
    expect(inTitles.filter((id) => !rules.includes(id))).toEqual([]);
  });

  it('has a rule for each id in a comment', () => {
    const inComments = sources.flatMap((file) =>
      (read(file).match(COMMENT) ?? []).flatMap((comment) => idsOf(comment).map((id) => `${id} in ${file}`)),
    );
    expect(inComments.filter((at) => !rules.includes(at.split(' ')[0]))).toEqual([]);
  });
});
