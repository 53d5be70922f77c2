import { availableParallelism } from 'node:os';
import { vueForDocuments } from './tests/browser/vue-plugin.js';
import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';
import { mutationPlugin } from './tests/mutation/plugin.js';
import { LongFirst } from './tests/support/long-first.js';
import { threadPlugin } from './tests/support/thread-plugin.js';

// No 'import' here: workers would hand it to require() too, and packages that have both would come as the wrong one.
const conditions = ['source', 'module', 'node'];

/** Runs that follow each other on the same sources, as the mutation check does, share what was compiled. */
const compiled = process.env['HEYI_COMPILED'];

/** One config for every test; SWC compiles, because Nest needs decorator metadata and oxc emits none. */
export default defineConfig({
  oxc: false,
  plugins: [
    ...mutationPlugin(),
    threadPlugin(),
    vueForDocuments(),
    swc.vite({
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
      },
    }),
  ],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['server/**/*.test.ts', 'web/**/*.test.ts', 'tests/**/*.test.ts', 'workflows/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**', '**/*.long.test.ts'],
    experimental: compiled === undefined ? {} : { fsModuleCache: true, fsModuleCachePath: compiled },
    // One less by default: of two processors one would only ever wait.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongFirst },
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
