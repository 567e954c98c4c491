/** Every project that has a Jest configuration; `jest --selectProjects api` runs one. */
import { globSync } from 'node:fs';

const configs = globSync(['apps/*/jest.config.*', 'libs/*/jest.config.*', 'tools/jest.config.*'], {
  cwd: import.meta.dirname,
});

export default {
  projects: configs.sort().map((config) => `<rootDir>/${config}`),
  // A loaded two-core machine starts a database in seconds, not milliseconds.
  testTimeout: 90_000,
};
