import { chinese } from './language/translate.js';
import { stray, unstray } from './language/zh-stray.js';
import type { ModelerLanguage } from './types.js';

const NAMED = ['title', 'aria-label', 'placeholder'] as const;

/**
 * The packages write a few texts out instead of asking `translate`: tooltips, names for screen readers, messages. They are put right where
 * they appear, text by text; what people wrote is in fields and in the drawing, and is left alone. Null in English, where they are only put back once.
 */
export function amend(places: readonly HTMLElement[], language: ModelerLanguage): MutationObserver | null {
  if (language === 'en') {
    for (const place of places) right(place, ENGLISH);
    return null;
  }
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      for (const node of [target, ...addedNodes]) right(node, CHINESE);
    }
  });
  for (const place of places) {
    right(place, CHINESE);
    observer.observe(place, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: [...NAMED],
    });
  }
  return observer;
}

type Say = (text: string) => string | undefined;
interface Dictionary {
  /** Of tooltips and names for screen readers. */
  readonly names: Say;
  readonly texts: Say;
}
const CHINESE: Dictionary = { names: (text) => stray(text) ?? chinese(text), texts: stray };
const ENGLISH: Dictionary = { names: unstray, texts: unstray };

function right(node: Node, dictionary: Dictionary): void {
  if (node instanceof Text) return rightText(node, dictionary);
  if (!(node instanceof Element) || node.closest('.djs-element, .cm-content, textarea') !== null) return;
  for (const element of [node, ...node.querySelectorAll(NAMED.map((name) => `[${name}]`).join())]) {
    for (const name of NAMED) {
      const now = element.getAttribute(name);
      const text = now === null ? undefined : dictionary.names(now);
      if (text !== undefined && text !== now) element.setAttribute(name, text);
    }
  }
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) rightText(text as Text, dictionary);
}

function rightText(text: Text, { texts }: Dictionary): void {
  if (text.parentElement?.closest('.djs-element, .cm-content, textarea') != null) return;
  const said = texts(text.data.trim());
  if (said !== undefined) text.data = said;
}
