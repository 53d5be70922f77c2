/** Words every topic may have: they make no two alike. */
const COMMON = new Set([
  '小区',
  '社区',
  '我们',
  '希望',
  '建议',
  '一个',
  '能不',
  '不能',
  '居民',
  '可以',
  '问题',
  '加装',
  '增加',
]);

/** Pairs of neighbouring characters, which stand for words where nothing parts them; of Latin writing, words. */
function partsOf(text: string): Set<string> {
  const found = new Set<string>();
  for (const run of text.toLowerCase().match(/[\u4e00-\u9fff]+|[a-z0-9]{3,}/g) ?? []) {
    if (/^[a-z0-9]/.test(run)) found.add(run);
    else for (let at = 0; at + 2 <= run.length; at++) found.add(run.slice(at, at + 2));
  }
  for (const word of COMMON) found.delete(word);
  return found;
}

/**
 * Of what goes on already, what may be the same as `title`, the likest first, three at most: two pairs of characters in common, or one
 * where either title is as short as that.
 */
export function alike<T extends { readonly title: string }>(title: string, matters: readonly T[]): readonly T[] {
  const asked = partsOf(title);
  return matters
    .map((matter) => {
      const parts = partsOf(matter.title);
      const shared = [...parts].filter((part) => asked.has(part)).length;
      return { matter, shared, enough: Math.min(2, asked.size, parts.size) };
    })
    .filter(({ shared, enough }) => shared > 0 && shared >= enough)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map(({ matter }) => matter);
}
