// Bundles a TypeScript file of the tests for plain Node; the rooms come as they were built.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import swc from 'unplugin-swc';
import { build } from 'vite';
import { root } from '../../server/cli/setup/prepare.mjs';

const conditions = ['module', 'import', 'node', 'default'];

/** Answers the URL to import. The bundle lies beside the packages it needs. */
export async function bundled(entry) {
  const outDir = join(root, 'node_modules', '.cache', 'heyi', 'bench');
  mkdirSync(outDir, { recursive: true });
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    oxc: false,
    plugins: [swc.vite({ jsc: { target: 'es2022', parser: { syntax: 'typescript' } } })],
    resolve: { conditions },
    ssr: { resolve: { conditions } },
    build: {
      ssr: join(root, entry),
      outDir,
      target: 'node20',
      minify: false,
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
  return pathToFileURL(join(outDir, 'main.mjs')).href;
}
