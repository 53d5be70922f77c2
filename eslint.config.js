import tseslint from 'typescript-eslint';
import vue from 'eslint-plugin-vue';

/** What types cannot say: pure rooms reach no clock, no randomness, no locale, no host. */
const pure = ['engine', 'bpmn', 'text', 'forms', 'tally', 'law', 'rules', 'world', 'ledger', 'pages', 'audit'].map(
  (room) => `server/${room}/**/*.ts`,
);
const banned = [
  'Date',
  'Intl',
  'console',
  'process',
  'Buffer',
  'fetch',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'performance',
  'crypto',
  'globalThis',
  'window',
  'document',
  'WeakRef',
  'FinalizationRegistry',
];

export default tseslint.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**', 'coverage/**'] },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.ts', '**/*.vue'] })),
  ...vue.configs['flat/essential'].map((config) => ({ ...config, files: ['**/*.vue'] })),
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: { 'vue/multi-word-component-names': 'off' },
  },
  {
    files: ['**/*.ts', '**/*.vue'],
    rules: {
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
    },
  },
  {
    files: ['server/**/*.ts', 'migrations/**/*.ts'],
    ignores: ['**/*.test.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    files: pure,
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...banned.map((name) => ({ name, message: 'Pure rooms reach no clock, host or locale.' })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness arrives in the command.' },
        { property: 'localeCompare', message: 'Compare by code unit, or by an order you state.' },
        { property: 'toLocaleString', message: 'Texts are made in server/text without the host locale.' },
        { property: 'toLocaleUpperCase', message: 'Locale of the host.' },
        { property: 'toLocaleLowerCase', message: 'Locale of the host.' },
      ],
    },
  },
);
