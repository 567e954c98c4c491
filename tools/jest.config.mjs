/** Tests of the workspace itself: borders, scripts, files that no compiler reads. They are plain ES modules. */
export default {
  displayName: 'workspace',
  testEnvironment: 'node',
  testMatch: ['<rootDir>/**/*.spec.mjs'],
  transform: {},
};
