import { defineConfig, globalIgnores } from 'eslint/config';
import regexp from 'eslint-plugin-regexp';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const typescriptAsValue = {
  name: 'typescript',
  allowTypeImports: true,
  message: 'The host hands its own TypeScript in: enums are numbered differently from version to version.',
};

export default defineConfig([
  // Fixtures and examples are wrong on purpose; their findings are what the tests are about.
  globalIgnores([
    '**/dist/**',
    '**/.cache/**',
    'test/apps/**',
    'test/frameworks/apps/**',
    '**/fixtures/**',
    'test/cases/**',
    'examples/**',
    'coverage/**',
    '**/.next/**',
    'vscode/server/**',
    'site/public/**',
  ]),
  {
    files: ['**/*.{js,mjs,ts}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    languageOptions: { globals: globals.node },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
      'no-implicit-coercion': 'error',
      'object-shorthand': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A `!` here says what an index or a lookup cannot: that the value was put there a line above.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/array-type': ['error', { default: 'array-simple' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  // A file of somebody's may be anything: an expression that can be matched in many ways takes for ever on one.
  {
    files: ['{src,analysis,cli,editor,eslint-plugin,lsp,node,ts-plugin}/**/*.ts'],
    plugins: { regexp },
    rules: { 'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }] },
  },
  {
    files: ['ts-plugin/**', 'editor/**', 'lsp/**'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { paths: [typescriptAsValue] }] },
  },
  {
    files: ['src/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [typescriptAsValue],
          patterns: [
            { group: ['node:*', 'eslint', 'picomatch'], message: 'src/ knows neither the disk nor the door it is behind.' },
            {
              group: ['**/eslint-plugin/**', '**/ts-plugin/**', '**/lsp/**', '**/editor/**', '**/cli/**', '**/node/**'],
              message: 'src/ knows no door.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'BinaryExpression[operator="in"]', message: 'A node of TypeScript 7 has every property. Ask for the kind.' },
      ],
    },
  },
  // What is handed to a page runs in it.
  {
    files: ['vscode/test/**', 'site/src/**', 'site/test/**'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
  // What a person runs in a terminal may write to it.
  {
    files: [
      'cli/**',
      'vscode/scripts/**',
      'scripts/**',
      'bench/**',
      'ecosystem/**',
      'inject/**',
      'test/mutants/**',
      'test/support/**',
    ],
    rules: { 'no-console': 'off' },
  },
]);
