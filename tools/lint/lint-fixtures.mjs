/**
 * Lints code that is on no disk: fixtures come as JSON on stdin (`{path, code, typed}`), the rules that fired go to stdout,
 * one list a fixture. A program of its own because ESLint loads plugins in ways that Jest's module registry does not follow.
 * Untyped fixtures may have the path of a file that does not exist; typed ones take the place of one that does.
 */
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { root } from '../installation.mjs';

const typed = new ESLint({ cwd: root });
const untyped = new ESLint({
  cwd: root,
  overrideConfig: [{ ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'] }],
});

const answers = [];
for (const fixture of JSON.parse(await text(process.stdin))) {
  const linter = fixture.typed ? typed : untyped;
  const [result] = await linter.lintText(fixture.code, { filePath: fixture.path });
  answers.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(answers));
