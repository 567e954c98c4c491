import presets from 'jest-preset-angular/presets/index.js';

/** Tests of the dashboard and of the components in libs/ui, in jsdom, without zone.js. */
const preset = presets.createEsmPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' });
const lib = (name) => `<rootDir>/../../libs/${name}/src/index.ts`;

export default {
  ...preset,
  displayName: 'dashboard',
  roots: ['<rootDir>/src', '<rootDir>/../../libs/ui/src'],
  setupFilesAfterEnv: ['<rootDir>/src/test-setup.ts'],
  moduleNameMapper: {
    ...preset.moduleNameMapper,
    '^@livekit-dashboard/client$': lib('client'),
    '^@livekit-dashboard/contracts$': lib('contracts'),
    '^@livekit-dashboard/ui$': lib('ui'),
  },
};
