/**
 * One configuration for every project. Borders are tables in tools/lint/borders.mjs. Zero warnings: what is worth saying is
 * an error, and `npm run lint` allows none of either.
 */
process.env.NX_DAEMON ??= 'false';

import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import { defineConfig } from 'eslint/config';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import {
  foreignPackages,
  moduleBoundaries,
  pageZones,
  STAGES,
  stageZones,
  TESTS,
  WITHOUT_NODE,
  withoutNode,
} from './tools/lint/borders.mjs';

// Without a graph on disk Nx's rule says nothing at all, as it would on a fresh clone.
await createProjectGraphAsync({ exitOnError: false });

const TS = ['**/*.ts'];
const NAMED_VALUES = 'Name the values of a statement: `named` of store/sql/sql.ts.';
const NO_TIMERS = 'A test does not sleep: await the condition, or use eventually() or pause() of libs/harness.';
const BROWSER = ['apps/dashboard', 'libs/ui'];

export default defineConfig(
  { ignores: ['dist/**', 'node_modules/**', '.nx/**', '.angular/**', 'coverage/**', 'data/**', 'tmp/**', 'docs/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.mjs'],
    rules: {
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'anywhere' }],
      eqeqeq: 'error',
    },
  },

  {
    files: TS,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Nest modules and Angular components may be nothing but their decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // A method of an interface that promises may have nothing to await.
      '@typescript-eslint/require-await': 'off',
      // It asks for the `!` that another rule forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // TypeORM's rows and Nest's options are classes in name only: plain objects of their shape are what they want.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Types where an object is described, interfaces where a class is: the author's choice.
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },

  {
    files: TS,
    plugins: { 'import-x': importX, '@nx': nx },
    settings: {
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.mjs', '.js', '.json'],
          tsconfig: { configFile: `${import.meta.dirname}/tsconfig.base.json` },
        }),
      ],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/internal-regex': '^@livekit-dashboard/',
    },
    rules: {
      '@nx/enforce-module-boundaries': ['error', moduleBoundaries({ tests: false })],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-self-import': 'error',
      'import-x/no-default-export': 'error',
    },
  },
  {
    files: ['apps/api/src/**/*.ts'],
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: stageZones }],
      'no-restricted-imports': ['error', foreignPackages(null)],
    },
  },
  ...Object.keys(STAGES).map((stage) => ({
    files: [`apps/api/src/${stage}/**/*.ts`],
    rules: { 'no-restricted-imports': ['error', foreignPackages(stage)] },
  })),
  {
    files: ['apps/dashboard/src/**/*.ts'],
    rules: {
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: pageZones }],
    },
  },
  {
    // Who starts the application gives Nest the socket adapter.
    files: ['apps/api/src/main.ts', 'apps/api/src/start-application.ts'],
    rules: { 'no-restricted-imports': ['error', foreignPackages(null, ['@nestjs/platform-socket.io'])] },
  },
  {
    files: WITHOUT_NODE.map((folder) => `${folder}/src/**/*.ts`),
    rules: { 'no-restricted-imports': ['error', withoutNode] },
  },
  {
    // The fold is a function of its events: no clock and no chance.
    files: ['libs/domain/src/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
      ],
      'no-restricted-globals': [
        'error',
        'fetch',
        'process',
        'setTimeout',
        'setInterval',
        'performance',
        'crypto',
        'console',
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The domain has no clock.' },
      ],
    },
  },

  {
    // A parameter number that is written by hand is wrong after the next change of the statement.
    files: ['apps/api/src/**/*.ts'],
    ignores: ['**/*.spec.ts', 'apps/api/src/store/migrations/**', 'apps/api/src/testing/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'TemplateElement[value.raw=/\\$[2-9]/]', message: NAMED_VALUES },
        { selector: 'Literal[value=/\\$[2-9]/]', message: NAMED_VALUES },
      ],
    },
  },

  {
    files: BROWSER.map((folder) => `${folder}/**/*.ts`),
    languageOptions: {
      // Angular has a tsconfig for the program and one for its tests; a file that neither reaches is dead.
      parserOptions: {
        projectService: false,
        project: ['apps/dashboard/tsconfig.app.json', 'libs/ui/tsconfig.json', 'apps/dashboard/tsconfig.spec.json'],
      },
    },
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
      '@angular-eslint/prefer-signals': 'error',
    },
  },
  {
    files: BROWSER.map((folder) => `${folder}/**/*.html`),
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },

  {
    files: TESTS,
    rules: {
      '@nx/enforce-module-boundaries': ['error', moduleBoundaries({ tests: true })],
      'import-x/no-restricted-paths': 'off',
      'no-restricted-imports': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-globals': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Jest's matchers (`expect.any`) are of type any, and methods are spied on unbound.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // A test awaits what it is about; `pause` and `eventually` of libs/harness say what a time is for.
    files: ['**/*.spec.ts', '**/*.spec.mjs'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'CallExpression[callee.name=/^set(Timeout|Interval)$/]', message: NO_TIMERS },
        { selector: 'ImportSpecifier[imported.name=/^set(Timeout|Interval)$/]', message: NO_TIMERS },
        { selector: 'MemberExpression[property.name="waitForTimeout"]', message: NO_TIMERS },
      ],
    },
  },
);
