import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vitest/config';

export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Test files of which at least one must turn red. */
  readonly tests: readonly string[];
}

const root = join(import.meta.dirname, '../..');

export function mutations(): Mutation[] {
  return JSON.parse(readFileSync(join(root, 'tests/mutation/mutations.json'), 'utf8')) as Mutation[];
}

/** Breaks one named line while it is loaded, when HEYI_MUTATION names it; nothing on disk changes. */
export function mutationPlugin(): Plugin[] {
  const name = process.env['HEYI_MUTATION'];
  if (!name) return [];
  const mutation = mutations().find((each) => each.name === name);
  if (!mutation) throw new Error(`no mutation is called ${name}`);
  const target = join(root, mutation.file);
  return [
    {
      name: 'heyi-mutation',
      enforce: 'pre',
      configureVitest({ experimental_defineCacheKeyGenerator: keyed }) {
        keyed(({ id }) => (id.split('?')[0] === target ? false : undefined));
      },
      transform(code, id) {
        if (id.split('?')[0] !== target) return undefined;
        if (code.split(mutation.find).length !== 2)
          throw new Error(`${mutation.name}: its line must stand exactly once in ${mutation.file}`);
        return code.replace(mutation.find, () => mutation.replace);
      },
    },
  ];
}
