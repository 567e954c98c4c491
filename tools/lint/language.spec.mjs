/**
 * The words of docs/glossary.md and CONTRIBUTING.md, in comments and names of all code: a word of `WORDS` fails, with what to write
 * instead.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A word of comments and of parts of identifiers (`toldRoom` has `told` and `room`), and what to write instead. */
const WORDS = new Map([
  ['told', 'reported, received, named'],
  ['tells', 'reports, returns, names'],
  ['fault', 'error, bug'],
  ['faults', 'errors'],
  ['whoever', 'the caller, a client'],
  ['somebody', 'a person, a participant, a client'],
  ['nobody', 'no client, no person'],
  ['newcomer', 'a new event, a new user'],
  ['newcomers', 'new events, new users'],
  ['beside', 'next to, in addition to'],
  ['anew', 'again'],
  ['stretch', 'interval, period'],
  ['stretches', 'intervals'],
  ['grids', 'increments'],
  ['looks', 'checks, reads'],
  ['looked', 'checked, read'],
]);

/** Uses that are right: text of a file that contains the word, with the file. */
const ALLOWED = [{ file: 'apps/api/src/store/exports/export.repository.ts', word: 'anew' }];

/** All code. Titles of specs are strings, which are not checked. */
const sources = globSync('{apps,libs}/*/src/**/*.ts', { cwd: root }).filter((file) => !file.endsWith('.spec.ts'));

/** Words of a comment, and the parts of an identifier in camel case or with underscores. */
const wordsOf = (text) =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .match(/[a-z]+/g) ?? [];

/** Comments, and names that the file declares; strings are left out, since they may be names of columns, metrics or of LiveKit. */
export function textsOf(code) {
  const file = ts.createSourceFile('file.ts', code, ts.ScriptTarget.Latest, true);
  const comments = new Map();
  const names = [];
  const visit = (node) => {
    for (const { pos, end } of ts.getLeadingCommentRanges(code, node.getFullStart()) ?? [])
      comments.set(pos, code.slice(pos, end));
    for (const { pos, end } of ts.getTrailingCommentRanges(code, node.getEnd()) ?? [])
      comments.set(pos, code.slice(pos, end));
    if (node.name && ts.isIdentifier(node.name)) names.push(node.name.text);
    node.getChildren(file).forEach(visit);
  };
  visit(file);
  return [...comments.values(), ...names];
}

const isAllowed = (file, word) => ALLOWED.some((one) => one.file === file && one.word === word);

describe('the language of the code', () => {
  it('finds a word in comments and in parts of names, not in strings', () => {
    const found = textsOf("/** Told. */ const toldRoom = 'faults'; // anew").flatMap(wordsOf);
    expect(found.filter((word) => WORDS.has(word))).toEqual(['told', 'anew', 'told']);
  });

  it('has no banned word in comments and names', () => {
    const found = sources.flatMap((file) =>
      textsOf(readFileSync(join(root, file), 'utf8'))
        .flatMap(wordsOf)
        .filter((word) => WORDS.has(word) && !isAllowed(file, word))
        .map((word) => `${file}: "${word}", write ${WORDS.get(word)}`),
    );
    expect([...new Set(found)]).toEqual([]);
  });

  it('allows only words that are still used', () => {
    const unused = ALLOWED.filter(
      ({ file, word }) =>
        !textsOf(readFileSync(join(root, file), 'utf8'))
          .flatMap(wordsOf)
          .includes(word),
    );
    expect(unused).toEqual([]);
  });
});
