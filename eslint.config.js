import vue from 'eslint-plugin-vue';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { anyFaults, faults, typedFaults, typescriptFaults } from './config/tooling/lint/faults.js';
import { fengsui } from './config/tooling/lint/plugin.js';
import * as forbidden from './config/tooling/lint/restrictions.js';

const ALL = ['**/*.{js,ts,vue}'];
const TESTS = ['**/*.test.ts', '**/test/**/*.ts', '**/*.contract.ts'];
const ROOT_CONFIGS = ['**/*.config.{js,ts}'];

/** Here a process begins, and with it what it is told by its surroundings. */
const PROCESSES = ['*/src/main.ts', '*/bin/**', 'config/src/settings/**', 'config/tooling/**'];
const CLOCKS = ['**/clock.ts', '**/use-clock.ts', 'probes/src/checks/host.ts'];

/** They read from top to bottom, like a table of contents. */
const COMPOSITION_ROOTS = ['server/src/{app,duty,kept,routes}.ts', 'probes/src/agent.ts'];

/** Tables of data grow with what they list. */
const TABLES = ['config/classes/**', 'config/src/contract/telemetry.ts', 'web/src/i18n/**'];

const maxLines = (max, counted = { skipBlankLines: true, skipComments: true }) => [
  'error',
  { max, ...counted },
];

export default defineConfig(
  globalIgnores(['**/dist/**', 'coverage/**', 'data/**', 'web/screenshots/**']),
  {
    name: 'every file',
    files: ALL,
    plugins: { fengsui },
    rules: {
      ...faults,
      'fengsui/imports': 'error',
      'fengsui/file-name': 'error',
      'no-restricted-syntax': forbidden.syntax(),
      'max-lines': maxLines(200),
      'fengsui/function-lines': ['error', { max: 40 }],
      complexity: ['error', 12],
      'max-depth': ['error', 3],
      'max-params': ['error', 5],
    },
  },
  {
    name: 'typescript',
    files: ['**/*.{ts,vue}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parser: tseslint.parser },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: typescriptFaults,
  },
  {
    name: 'typescript, by its types',
    files: ['{config,server,probes}/**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: { ...typedFaults, ...anyFaults },
  },

  {
    name: 'the pure core',
    files: ['server/src/core/**'],
    rules: {
      'no-restricted-globals': ['error', ...forbidden.ambientGlobals],
      'no-restricted-syntax': forbidden.syntax({ pure: true }),
    },
  },
  {
    name: 'device classes',
    files: ['config/classes/**', 'config/src/contract/**'],
    rules: { 'no-restricted-syntax': forbidden.syntax({ classNames: true }) },
  },
  {
    name: 'processes',
    files: PROCESSES,
    rules: { 'no-restricted-syntax': forbidden.syntax({ clock: true, environment: true }) },
  },

  { name: 'vue', files: ['**/*.vue'], extends: [vue.configs['flat/essential']] },
  {
    name: 'the wall',
    files: ['web/src/**/*.{ts,vue}'],
    rules: {
      'no-restricted-syntax': forbidden.syntax({ han: false }),
      'no-restricted-imports': ['error', forbidden.deepReactivity],
    },
  },
  {
    name: 'components',
    files: ['web/**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/multi-word-component-names': 'off',
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-bare-strings-in-template': 'error',
      'vue/no-ref-object-reactivity-loss': 'error',
      'vue/no-unused-refs': 'error',
      'vue/no-v-html': 'error',
      'vue/require-explicit-emits': 'error',
    },
  },
  {
    name: 'charts and parts',
    files: ['web/src/{charts,ui}/**'],
    rules: { 'no-restricted-globals': ['error', ...forbidden.networkGlobals] },
  },
  {
    name: 'the message catalogue',
    files: ['web/src/i18n/**'],
    rules: { 'no-restricted-syntax': forbidden.syntax() },
  },

  { name: 'clocks', files: CLOCKS, rules: { 'no-restricted-syntax': forbidden.syntax({ clock: true }) } },
  { name: 'composition roots', files: COMPOSITION_ROOTS, rules: { 'fengsui/function-lines': 'off' } },
  { name: 'tables', files: TABLES, rules: { 'max-lines': 'off' } },
  {
    name: 'tests',
    files: TESTS,
    rules: {
      'fengsui/imports': ['error', { boundaries: false }],
      'no-restricted-syntax': forbidden.syntaxInTests,
      'no-restricted-globals': 'off',
      'max-lines': maxLines(300, {}),
      'fengsui/function-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      ...Object.fromEntries(Object.keys(anyFaults).map((rule) => [rule, 'off'])),
    },
  },
  {
    name: 'configuration of tools',
    files: ROOT_CONFIGS,
    rules: {
      'no-restricted-syntax': forbidden.syntax({ clock: true, environment: true, defaultExport: true }),
      'fengsui/function-lines': 'off',
    },
  },
);
