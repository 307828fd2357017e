const { join } = require('node:path');
const createConfig = require('@backstage/cli/config/eslint-factory');

// The old front-end system and foreign UI kits are refused: docs/adr/0003-ui-kit.md.
const OLD_SYSTEM = [
  'createPlugin',
  'createRoutableExtension',
  'createComponentExtension',
  'createReactExtension',
  'attachComponentData',
  'useElementFilter',
];

/** ESLint configuration of every package: Backstage's own plus the rules of this project. */
module.exports = dir =>
  createConfig(dir, {
    rules: {
      '@backstage/no-mixed-plugin-imports': 'error',
      '@backstage/no-top-level-material-ui-4-imports': 'error',
      'no-console': 'error',
      'max-lines': [
        'error',
        { max: 400, skipBlankLines: false, skipComments: false },
      ],
    },
    testRules: { 'max-lines': 'off' },
    restrictedImports: [
      {
        name: '@backstage/core-plugin-api',
        importNames: OLD_SYSTEM,
        message: 'belongs to the old front-end system.',
      },
      { name: '@backstage/core-app-api', message: 'old front-end system.' },
      { name: '@backstage/test-utils', message: 'use frontend-test-utils.' },
      {
        name: 'js-yaml',
        message: 'accepts alias bombs; use the yaml package.',
      },
      { name: 'moment', message: 'use luxon.' },
      { name: 'axios', message: 'use fetch through the platform client.' },
      { name: 'node-fetch', message: 'use global fetch.' },
    ],
    restrictedImportPatterns: ['@mui/*'],
    ignorePatterns: [join('dist', '**')],
  });
