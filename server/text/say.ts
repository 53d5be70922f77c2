import { CATALOGUE } from './catalogue/index.js';
import { formed } from './forms.js';
import type { Language, Sentence, Values } from './types.js';

/**
 * The sentence of a code for a reader. Codes: `label.<group>.<value>`, `refusal.<code>`, `incident.<code>`,
 * `feel.<problem>`, `finding.<rule>`, `law.<code>`, `calendar.<code>`, `form.<code>`, `event.<Type>`, `notice.<code>`,
 * `error.<code>`; a bare code is looked up as a refusal, then as an error. `values` are stored JSON as the record, refusal
 * or incident carries them; a missing one reads as 无. An unknown code is said as such, never an empty text.
 */
export function say(code: string, values: Values = {}, language: Language = 'zh-CN'): string {
  const sentence = sentenceOf(code);
  if (sentence === undefined) return language === 'en' ? `No words for this yet (${code})` : `暂无说明（${code}）`;
  return fill(sentence, values, language);
}

/** True when there is a sentence of its own for the code. */
export function hasSentence(code: string): boolean {
  return sentenceOf(code) !== undefined;
}

/** The word of a value: `label('choice', 'yes')` is 赞成. A value without a label is itself. */
export function label(group: string, value: string, language: Language = 'zh-CN'): string {
  const sentence = sentenceOf(`label.${group}.${value}`);
  if (sentence === undefined) return value;
  return language === 'en' ? sentence.en : sentence.zh;
}

/** The values of a group that have a label, in the catalogue's order. */
export function labelled(group: string): readonly string[] {
  const begin = `label.${group}.`;
  return Object.keys(CATALOGUE).flatMap((code) => (code.startsWith(begin) ? [code.slice(begin.length)] : []));
}

/** Every code there is, in the catalogue's order. */
export function sentenceCodes(): readonly string[] {
  return Object.keys(CATALOGUE);
}

/** Names of the values a sentence asks for, in one language. */
export function valuesOf(code: string, language: Language): readonly string[] {
  const sentence = sentenceOf(code);
  if (sentence === undefined) return [];
  const text = language === 'en' ? sentence.en : sentence.zh;
  return Array.from(text.matchAll(PLACE), (match) => match[1] ?? '');
}

const PLACE = /\{([A-Za-z][A-Za-z0-9_]*)(?:\|([A-Za-z:-]+))?\}/g;

function sentenceOf(code: string): Sentence | undefined {
  const known = (full: string): Sentence | undefined => (Object.hasOwn(CATALOGUE, full) ? CATALOGUE[full] : undefined);
  return known(code) ?? (code.includes('.') ? undefined : (known(`refusal.${code}`) ?? known(`error.${code}`)));
}

function fill(sentence: Sentence, values: Values, language: Language): string {
  const text = language === 'en' ? sentence.en : sentence.zh;
  return text.replace(PLACE, (_place, name: string, form: string | undefined) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (form?.startsWith('say:') !== true) return formed(value, form ?? '', language, label);
    // a sentence inside a sentence: the cause of an incident, with the cause's own values
    const inner = values['values'];
    const code = `${form.slice('say:'.length)}.${String(value)}`;
    if (typeof value !== 'string' || !hasSentence(code)) return formed(value, '', language, label);
    return say(code, typeof inner === 'object' && inner !== null ? (inner as Values) : {}, language);
  });
}
