import type { Node } from 'acorn';
import { parse } from 'acorn';

/**
 * Built-ins that Chrome 68 lacks, by the version of Chrome that brought them: `Array#flat` stands on the prototype, `Object.hasOwn` on the
 * constructor, a bare name on the window. ResizeObserver (64) and BigInt (67) were there, but iOS 12.2 has no BigInt.
 */
export const NEWER: Readonly<Record<string, number>> = {
  BigInt: 67,
  'Array#flat': 69,
  'Array#flatMap': 69,
  'Array#at': 92,
  'Array#findLast': 97,
  'Array#findLastIndex': 97,
  'Array#toReversed': 110,
  'Array#toSorted': 110,
  'Array#toSpliced': 110,
  'Array#with': 110,
  'Array.fromAsync': 121,
  'String#matchAll': 73,
  'String#replaceAll': 85,
  'String#at': 92,
  'String#isWellFormed': 111,
  'String#toWellFormed': 111,
  'Symbol#description': 70,
  'Object.fromEntries': 73,
  'Object.hasOwn': 93,
  'Object.groupBy': 117,
  'Map.groupBy': 117,
  'Set#union': 122,
  'Set#intersection': 122,
  'Set#difference': 122,
  'Set#isSubsetOf': 122,
  'Promise.allSettled': 76,
  'Promise.any': 85,
  'Promise.withResolvers': 119,
  'Promise.try': 128,
  'ArrayBuffer#resize': 111,
  'ArrayBuffer#transfer': 114,
  'RegExp#hasIndices': 90,
  'RegExp#unicodeSets': 112,
  globalThis: 71,
  queueMicrotask: 71,
  structuredClone: 98,
  WeakRef: 84,
  FinalizationRegistry: 84,
  AggregateError: 85,
  Iterator: 122,
  OffscreenCanvas: 69,
  CompressionStream: 80,
  DecompressionStream: 80,
  TextEncoderStream: 71,
  TextDecoderStream: 71,
  scheduler: 94,
  navigation: 102,
  cookieStore: 87,
  trustedTypes: 83,
  reportError: 95,
  'Intl.RelativeTimeFormat': 71,
  'Intl.ListFormat': 72,
  'Intl.Locale': 74,
  'Intl.DisplayNames': 81,
  'Intl.Segmenter': 87,
  'Intl.supportedValuesOf': 99,
  'Intl.DurationFormat': 129,
  'AbortSignal.abort': 93,
  'AbortSignal.timeout': 103,
  'AbortSignal.any': 116,
  'AbortSignal#throwIfAborted': 100,
  'Crypto#randomUUID': 92,
  'Blob#text': 76,
  'Blob#arrayBuffer': 76,
  'Blob#stream': 76,
  'Response.json': 105,
  'URL.canParse': 120,
  'URL.parse': 126,
  'CSSStyleSheet#replaceSync': 73,
  'Document#replaceChildren': 86,
  'Document#startViewTransition': 111,
  'Document#getAnimations': 84,
  'DocumentFragment#replaceChildren': 86,
  'Element#replaceChildren': 86,
  'Element#toggleAttribute': 69,
  'Element#checkVisibility': 105,
  'Element#getAnimations': 84,
  'Element#setHTMLUnsafe': 124,
  'Element#moveBefore': 133,
  'HTMLElement#showPopover': 114,
  'HTMLElement#togglePopover': 114,
  'HTMLFormElement#requestSubmit': 76,
  'HTMLInputElement#showPicker': 99,
};

/** Runs in the page before anything else: what Chrome 68 did not have is gone. */
export function forget(names: readonly string[]): void {
  const host = window as unknown as Record<string, Record<string, unknown> | undefined>;
  for (const name of names) {
    const [, holder = '', mark = '', member = ''] = /^(\w+)(?:([.#])(\w+))?$/.exec(name) ?? [];
    const owner = mark === '#' ? (host[holder]?.['prototype'] as Record<string, unknown> | undefined) : host[holder];
    if (mark === '') delete host[holder];
    else if (owner !== undefined) delete owner[member];
  }
}

/** Which of these stand in the page now. */
export function known(names: readonly string[]): string[] {
  const host = window as unknown as Record<string, Record<string, object> | undefined>;
  return names.filter((name) => {
    const [, holder = '', mark = '', member = ''] = /^(\w+)(?:([.#])(\w+))?$/.exec(name) ?? [];
    if (mark === '') return holder in window;
    const owner = mark === '#' ? host[holder]?.['prototype'] : host[holder];
    return owner !== undefined && member in owner;
  });
}

/**
 * Parses a script as ES2018 and answers the newer built-ins it uses without having asked for them first (`typeof name`, `'name' in`, or a method of the
 * same name that hands its own call on, as Vue wraps arrays). Throws on newer syntax.
 */
export function newerIn(script: string): string[] {
  const found = new Set<string>();
  const names = Object.keys(NEWER);
  const bare = new Set(names.filter((name) => /^\w+$/.test(name)));
  const methods = new Map(names.flatMap((name) => (METHOD.test(name) ? [[name.replace(/.*#/, ''), name]] : [])));
  const walk = (node: Tree, above: readonly Tree[]): void => {
    const parent = above[above.length - 1];
    const asked = (name: string): boolean =>
      above.some(({ test, left }) =>
        [test, left].some((one) => one != null && QUESTION(name).test(script.slice(one.start, one.end))),
      );
    if (node.type === 'Identifier' && bare.has(node.name ?? '')) {
      const member = parent?.type === 'MemberExpression' && parent.property === node && parent.computed === false;
      const key = parent?.type === 'Property' && parent.key === node && parent.computed === false;
      const typed = parent?.type === 'UnaryExpression' && parent.operator === 'typeof';
      if (!member && !key && !typed && !asked(node.name ?? '')) found.add(node.name ?? '');
    }
    if (node.type === 'CallExpression' && node.callee?.type === 'MemberExpression' && node.callee.computed === false) {
      const { object, property } = node.callee;
      const own = `${object?.name ?? ''}.${property?.name ?? ''}`;
      if (own in NEWER) found.add(own);
      const method = methods.get(property?.name ?? '');
      const wraps = above.some(({ type, key }) => type === 'Property' && key?.name === property?.name);
      if (method !== undefined && !wraps && !asked(property?.name ?? '')) found.add(method);
    }
    for (const child of Object.values(node).flat())
      if (typeof child === 'object' && child !== null && 'type' in child) walk(child as Tree, [...above, node]);
  };
  // import() and import.meta came to Chrome 64 and iOS 12, before ES2020 wrote them down
  const written = script.replace(/\bimport(\(|\.meta\b)/g, (_all, after: string) => (after === '(' ? '(' : '({})'));
  walk(parse(written, { ecmaVersion: 2018, sourceType: 'module' }) as Tree, []);
  return [...found].sort();
}
const QUESTION = (name: string): RegExp => new RegExp(`typeof ${name}\\b|['"\`]${name}['"\`]\\s*in\\b`);
/** Methods whose names nothing older has. */
const METHOD = /^(Array|String|Document|Element|HTMLElement|HTMLFormElement|Crypto)#(?!with$)/;

interface Tree extends Node {
  readonly name?: string;
  readonly key?: Tree;
  readonly object?: Tree;
  readonly property?: Tree;
  readonly callee?: Tree;
  readonly computed?: boolean;
  readonly operator?: string;
  readonly test?: Tree | null;
  readonly left?: Tree | null;
}

/** What a style sheet says that Chrome 68 does not know, where it would be missed; `text-wrap` and the like only refine. */
export function newerInStyle(css: string): string[] {
  const rules = css.replace(/\/\*.*?\*\//gs, '').replace(/:focus:not\(:focus-visible\)/g, '');
  return STYLE.flatMap((pattern) => Array.from(rules.matchAll(pattern), ([text]) => text.trim()));
}
const STYLE: readonly RegExp[] = [
  /[{;]\s*(?:inset|aspect-ratio|translate|rotate|scale|content-visibility)\s*:/g,
  /[{;]\s*inset-(?:inline|block)[\w-]*\s*:/g,
  /[{;]\s*(?:margin|padding|border|scroll-margin)-(?:inline|block)[\w-]*\s*:/g,
  /[:\s,(](?:min|max|clamp|color-mix|oklch|lab|lch)\(/g,
  /\d(?:dvh|svh|lvh|dvw|cqw|cqi|lh|cap|ic)\b/g,
  /:(?:is|where|has|focus-visible)\b/g,
  /:not\([^()]*,/g,
  /@(?:layer|container|property|scope|starting-style)\b/g,
  /@media[^{]*[<>]/g,
  /(?<!overflow-wrap:\s*break-word;)\s*overflow-wrap:\s*anywhere|overflow:\s*clip|:\s*(?:fit-content|revert|revert-layer)\b/g,
];

/** Runs in the page: boxes that lie in a row and rely on a gap, which Chrome 68 knows in a grid only. */
export function gapsInRows(): string[] {
  return Array.from(document.querySelectorAll<HTMLElement>('body *'))
    .filter((one) => {
      const { display, rowGap, columnGap } = getComputedStyle(one);
      return display.endsWith('flex') && [rowGap, columnGap].some((gap) => gap !== 'normal' && parseFloat(gap) > 0);
    })
    .map((one) => `${one.tagName}.${one.className}`);
}
