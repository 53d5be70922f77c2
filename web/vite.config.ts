import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/**
 * Two builds into one folder: `--mode resident` (/, for phones back to Chrome 68 and iOS 12.2, so ES2018) and `--mode staff` (/desk/ and
 * /trace/). `vite -c web/vite.config.ts` serves all of them and hands /api to the server on PORT.
 */
export default defineConfig(({ command, mode }) => {
  const resident = mode === 'resident';
  return {
    root: here('.'),
    base: '/',
    plugins: [vue()],
    resolve: {
      conditions: ['source', 'module', 'browser', 'import', 'default'],
      alias: resident
        ? [{ find: './catalogue/index.js', replacement: here('../server/text/catalogue/residents.ts') }]
        : [],
    },
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
    build: {
      outDir: here('../dist/web'),
      emptyOutDir: resident,
      copyPublicDir: resident,
      target: resident ? ['es2018', 'chrome68', 'ios12.2'] : ['chrome111', 'firefox115', 'safari16.4'],
      cssTarget: resident ? ['chrome68', 'ios12.2'] : ['chrome111', 'firefox115', 'safari16.4'],
      // fetching ahead is all the polyfill does, and phones have a weight to keep
      modulePreload: { polyfill: !resident },
      assetsDir: resident ? 'assets' : 'staff',
      chunkSizeWarningLimit: resident ? 400 : 1500,
      rollupOptions: {
        input: resident
          ? { resident: here('index.html') }
          : { desk: here('desk/index.html'), trace: here('trace/index.html') },
      },
    },
    worker: { format: 'es' },
    server: {
      host: '127.0.0.1',
      proxy: command === 'serve' ? { '/api': `http://127.0.0.1:${process.env['PORT'] ?? '3000'}` } : {},
    },
  };
});
