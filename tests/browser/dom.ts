import { JSDOM } from 'jsdom';

/**
 * A document for components in a test that also runs a server: the names pages reach for, and nothing that Node's own
 * modules would take for theirs. To be called before anything imports Vue.
 */
export function openDom(): void {
  const { window } = new JSDOM('<!doctype html><html lang="zh-CN"><body></body></html>', { url: 'http://127.0.0.1/' });
  const names = [
    'document',
    'Node',
    'Element',
    'HTMLElement',
    'SVGElement',
    'Text',
    'Comment',
    'DocumentFragment',
    'MutationObserver',
    'sessionStorage',
    'localStorage',
    'getComputedStyle',
    'history',
    'location',
    'KeyboardEvent',
    'MouseEvent',
    'InputEvent',
    'CustomEvent',
    'XMLSerializer',
  ];
  window['scrollTo'] = () => undefined;
  // nothing is laid out
  (window['Element'] as typeof Element).prototype.scrollIntoView = () => undefined;
  // no screen: wide enough for everything side by side
  window['matchMedia'] = () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
  const host = globalThis as unknown as Record<string, unknown>;
  host['window'] = window;
  for (const name of names)
    Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });
}
