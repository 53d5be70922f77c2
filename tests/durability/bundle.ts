import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import swc from 'unplugin-swc';
import { build } from 'vite';

/** Bundles a TypeScript file of the tests for plain Node, next to the packages it needs; answers the bundle's path. */
export async function bundle(entry: string, name: string): Promise<string> {
  const outDir = join(process.cwd(), 'node_modules', '.cache', 'heyi', name);
  mkdirSync(outDir, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'error',
    oxc: false,
    plugins: [
      swc.vite({
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      }),
    ],
    resolve: { conditions: ['source', 'module', 'import', 'node', 'default'] },
    ssr: { resolve: { conditions: ['source', 'module', 'import', 'node', 'default'] } },
    build: {
      ssr: entry,
      outDir,
      target: 'node20',
      minify: false,
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
  return join(outDir, 'main.mjs');
}
