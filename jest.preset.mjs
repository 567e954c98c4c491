/**
 * Jest for the projects that run in Node: ES modules through swc, decorators and their metadata as the build makes them.
 * Needs NODE_OPTIONS=--experimental-vm-modules (`npm test` sets it).
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const aliases = {
  '^@livekit-dashboard/([a-z-]+)$': '<rootDir>/../../libs/$1/src/index.ts',
  '^@livekit-dashboard/([a-z-]+)/([a-z-]+)$': '<rootDir>/../../libs/$1/src/$2/index.ts',
};

const swc = {
  swcrc: false,
  module: { type: 'es6' },
  sourceMaps: 'inline',
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
    keepClassNames: true,
  },
};

/** The configuration of the project whose jest.config.mjs calls this with its `import.meta.url`. */
export function nodeProject(configUrl, displayName) {
  return {
    displayName,
    rootDir: dirname(fileURLToPath(configUrl)),
    testEnvironment: 'node',
    testMatch: ['<rootDir>/src/**/*.spec.ts'],
    setupFiles: [fileURLToPath(new URL('tools/fast-check.setup.mjs', import.meta.url))],
    extensionsToTreatAsEsm: ['.ts'],
    moduleFileExtensions: ['ts', 'js', 'mjs', 'json', 'node'],
    transform: { '\\.ts$': ['@swc/jest', swc] },
    moduleNameMapper: aliases,
  };
}
