import { ZH_CANVAS } from './zh-canvas.js';
import { ZH_PANEL } from './zh-panel.js';

/** Every text of the drawing library and of its panels, in Chinese. */
export const ZH: Readonly<Record<string, string>> = { ...ZH_CANVAS, ...ZH_PANEL };

/** The head of the panel writes `Message Start Event` where the menus write `Message start event`. */
const LOWER: ReadonlyMap<string, string> = new Map(Object.entries(ZH).map(([key, text]) => [key.toLowerCase(), text]));

/** The Chinese text of a key; undefined where there is none. */
export function chinese(key: string): string | undefined {
  return Object.hasOwn(ZH, key) ? ZH[key] : LOWER.get(key.toLowerCase());
}

export type Translate = (key: string, values?: Readonly<Record<string, unknown>>) => string;

/**
 * The library's `translate`: keys are its English texts, so English is the key itself. It is called with what people wrote,
 * too (names, templates); that stays as it is.
 */
export function translator(language: 'zh-CN' | 'en'): Translate {
  return (key, values = {}) => {
    const text = language === 'zh-CN' ? (chinese(key) ?? key) : key;
    return text.replace(/\{([^{}]+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined || value === null ? whole : String(value);
    });
  };
}
