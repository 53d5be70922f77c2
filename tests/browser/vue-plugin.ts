import vue from '@vitejs/plugin-vue';
import type { Plugin } from 'vite';

/**
 * Vue's plugin, compiling for a document even where tests run in Node: pages are mounted into a document of the test's own
 * (`dom.ts`), beside a real server, and not rendered as strings.
 */
export function vueForDocuments(): Plugin {
  const plugin = vue() as Plugin;
  for (const name of ['transform', 'load'] as const) {
    const hook = plugin[name];
    if (typeof hook !== 'object') throw new Error(`plugin-vue: no ${name} hook`);
    const handler = hook.handler as (...args: unknown[]) => unknown;
    const last = name === 'transform' ? 2 : 1;
    hook.handler = function (this: unknown, ...args: unknown[]) {
      args[last] = { ...(args[last] as object | undefined), ssr: false };
      return handler.apply(this, args);
    } as never;
  }
  return plugin;
}
