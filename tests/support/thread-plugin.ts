import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import type { Plugin } from 'vitest/config';
import { mutationPlugin } from '../mutation/plugin.js';

const root = join(import.meta.dirname, '../..');
const main = join(root, 'server/community/roster-thread.ts');
const address = "new URL('./roster-worker.js', import.meta.url)";
const conditions = ['source', 'module', 'node'];

/**
 * A thread is started by Node itself, which reads no TypeScript: under test its file is bundled from the sources and its
 * address put in place of the built one. A named mutation breaks the bundle, too.
 */
export function threadPlugin(): Plugin {
  let made: Promise<string> | undefined;
  return {
    name: 'heyi-thread',
    enforce: 'pre',
    configureVitest({ experimental_defineCacheKeyGenerator: keyed }) {
      // what it becomes rests on every file in the bundle
      keyed(({ id }) => (id.split('?')[0] === main ? false : undefined));
    },
    async transform(code, id) {
      if (id.split('?')[0] !== main) return undefined;
      if (!code.includes(address)) throw new Error(`${main} starts another thread than the tests know`);
      made ??= bundle();
      return code.replace(address, `new URL(${JSON.stringify(await made)})`);
    },
  };
}

/** Named by its content: runs at the same time do not write over each other. */
async function bundle(): Promise<string> {
  const outDir = join(root, 'node_modules/.cache/heyi/thread');
  mkdirSync(outDir, { recursive: true });
  const built = await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: mutationPlugin(),
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    build: {
      ssr: join(root, 'server/community/roster-worker.ts'),
      outDir,
      target: 'node20',
      minify: false,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'worker-[hash].mjs' } },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Error('the thread was not bundled');
  return pathToFileURL(join(outDir, output.output[0].fileName)).href;
}
