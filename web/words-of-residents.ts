import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Sentences that stand on pages of staff and in the terminal only. A problem of a request brings its sentence with it. */
const OF_STAFF =
  'audit|cli|serve|change|explained|finding|feel|import|proposal|event|incident|label\\.(?:command|op|hit|type|where|opened|place|clock)';
/** One entry of a file of words, as Prettier leaves it. */
const SENTENCE = new RegExp(`^ {2}'(?:${OF_STAFF})\\.[^']*': \\{.*?\\},\\n`, 'gms');
const LABEL = /^ {2}(['"]?)([\w.-]+)\1:\s+(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"),\n/gm;

/**
 * Leaves out of the residents' build the words their pages never say: phones fetch all of it at once. A label is kept where its
 * key is written in `web/resident` or `web/ui`, or may be made there: `duty.${kind}` keeps all that begins with `duty.`.
 */
export function wordsOfResidents(web: string): Plugin {
  let said: { readonly keys: ReadonlySet<string>; readonly heads: readonly string[] } | null = null;
  return {
    name: 'words-of-residents',
    enforce: 'pre',
    transform(code, id) {
      const path = id.replace(/\\/g, '/');
      if (/\/server\/text\/catalogue\/\w+\.ts$/.test(path)) return { code: code.replace(SENTENCE, ''), map: null };
      if (!/\/web\/ui\/labels\/(?:zh|en)[\w-]*\.ts$/.test(path)) return null;
      const { keys, heads } = (said ??= saidIn([join(web, 'resident'), join(web, 'ui')]));
      const kept = (key: string): boolean => keys.has(key) || heads.some((head) => key.startsWith(head));
      return { code: code.replace(LABEL, (entry, _quote, key: string) => (kept(key) ? entry : '')), map: null };
    },
  };
}

function saidIn(folders: readonly string[]) {
  const keys = new Set<string>();
  const heads: string[] = [];
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (/(^|[\\/])labels[\\/]/.test(name) || !['.ts', '.vue'].includes(extname(name))) continue;
      const source = readFileSync(join(folder, name), 'utf8');
      for (const [, key] of source.matchAll(/'([\w.-]+)'/g)) if (key !== undefined) keys.add(key);
      for (const [, head] of source.matchAll(/`([\w-]+\.[\w.-]*)\$\{/g)) if (head !== undefined) heads.push(head);
    }
  }
  return { keys, heads };
}
