import { dateInWords, deadlineInWords, instantInWords, isoDateInWords, termInWords } from './calendar.js';
import { areaInWords, grouped, inWords } from './fractions.js';
import type { Language } from './types.js';

/** A label's group and value → its words; given by `say.ts`, so that forms know no catalogue. */
export type LabelOf = (group: string, value: string, language: Language) => string;

/**
 * A value in one of the forms a sentence may ask for: `date`, `instant`, `deadline` (UTC milliseconds, `date` also `YYYY-MM-DD`; null is 日期待定),
 * `fraction` (`{num, den, op}`), `short` (`>=2/3`), `count` (digits in groups), `area` (hundredths of a square metre), `term`
 * (`{n, unit}`), `label:<group>`, `list` (joined), `where` (a place in an element, `input title`), `cell` (a place in a decision, `rule:3:input:2`, in brackets),
 * `pairs` (`[[name, value]]`), `note` (a list in brackets, nothing where it is empty), or none: as it is.
 */
export function formed(value: unknown, form: string, language: Language, label: LabelOf): string {
  if (form.startsWith('label:')) {
    const key = typeof value === 'boolean' ? String(value) : plain(value, language);
    return label(form.slice('label:'.length), key, language);
  }
  switch (form) {
    case 'date':
      if (typeof value === 'string') return isoDateInWords(value, language);
      return typeof value === 'number' ? dateInWords(value, language) : pending(language);
    case 'year-date':
      // always with its year: terms of office last for years
      return typeof value === 'number' ? dateInWords(value, language, 0) : pending(language);
    case 'instant':
      return typeof value === 'number' ? instantInWords(value, language) : pending(language);
    case 'deadline':
      return typeof value === 'number' ? deadlineInWords(value, language) : pending(language);
    case 'fraction':
      return isFraction(value) ? inWords(value, language) : plain(value, language);
    case 'short':
      return shortInWords(plain(value, language), language);
    case 'count':
      return typeof value === 'number' ? grouped(value) : plain(value, language);
    case 'area':
      return typeof value === 'number' ? areaInWords(value, language) : plain(value, language);
    case 'term':
      return isTerm(value) ? termInWords(value.n, value.unit, language) : plain(value, language);
    case 'where':
      return placeInWords(plain(value, language), language, label);
    case 'note':
      return Array.isArray(value) && value.length > 0 ? noteInWords(value, language) : '';
    case 'pairs':
      return Array.isArray(value) ? pairsInWords(value, language) : plain(value, language);
    case 'cell':
      return typeof value === 'string' ? cellInWords(value, language) : '';
    case 'list':
      return Array.isArray(value)
        ? value.map((item) => plain(item, language)).join(language === 'en' ? ', ' : '、')
        : plain(value, language);
    default:
      return plain(value, language);
  }
}

/** `input title` is 输入“title”: the kind of place in words, then its name as the model writes it. */
function placeInWords(where: string, language: Language, label: LabelOf): string {
  const cut = where.indexOf(' ');
  const kind = label('where', cut < 0 ? where : where.slice(0, cut), language);
  if (cut < 0) return kind;
  return language === 'en' ? `${kind} “${where.slice(cut + 1)}”` : `${kind}“${where.slice(cut + 1)}”`;
}

function noteInWords(notes: readonly unknown[], language: Language): string {
  const text = notes.map((note) => plain(note, language)).join(language === 'en' ? '; ' : '；');
  return language === 'en' ? ` (${text})` : `（${text}）`;
}

/** Names with their values: `年龄 = 17`. */
function pairsInWords(pairs: readonly unknown[], language: Language): string {
  return pairs
    .filter((pair): pair is readonly unknown[] => Array.isArray(pair))
    .map(([name, value]) => `${plain(name, language)} = ${plain(value, language)}`)
    .join(language === 'en' ? ', ' : '、');
}

/** `rule:3:input:2` is （第3行条件第2列）; a place that is no cell, column or input says nothing. */
function cellInWords(where: string, language: Language): string {
  const english = language === 'en';
  const cell = /(?:^|\/)rule:(\d+):(input|output):(\d+)$/.exec(where);
  if (cell) {
    const [, row = '', part, column = ''] = cell;
    const kind = part === 'input' ? (english ? 'condition' : '条件') : english ? 'result' : '结果';
    return english ? ` (row ${row}, ${kind} ${column})` : `（第${row}行${kind}第${column}列）`;
  }
  const input = /(?:^|\/)(?:values:)?(input|output):(\d+)$/.exec(where);
  if (input) {
    const [, part, column = ''] = input;
    if (english) return ` (${part ?? ''} column ${column})`;
    return `（${part === 'input' ? '条件' : '结果'}第${column}列）`;
  }
  const name = /(?:^|\/)variable:(.+)$/.exec(where)?.[1];
  if (name === undefined) return '';
  return english ? ` (“${name}”)` : `（“${name}”）`;
}

/** The short form of rule packs in words; several fractions one after another. */
function shortInWords(text: string, language: Language): string {
  return text
    .split(' ')
    .map((one) => {
      const match = /^(>=|>)(\d+)\/(\d+)$/.exec(one);
      if (match === null) return one;
      return inWords({ num: Number(match[2]), den: Number(match[3]), op: match[1] as '>=' | '>' }, language);
    })
    .join(language === 'en' ? ', ' : '、');
}

/** A stored value as text: numbers in plain digits, `{"~n"}` as its decimal, a sealed value as what it is. */
export function plain(value: unknown, language: Language): string {
  if (value === null || value === undefined) return language === 'en' ? 'nothing' : '无';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return language === 'en' ? (value ? 'yes' : 'no') : value ? '是' : '否';
  if (Array.isArray(value)) return value.map((item) => plain(item, language)).join(language === 'en' ? ', ' : '、');
  if (typeof value === 'object') {
    if ('~n' in value && typeof value['~n'] === 'string') return value['~n'];
    if ('~' in value) return language === 'en' ? '(not shown here)' : '（此处不显示）';
    return JSON.stringify(value);
  }
  return '';
}

function pending(language: Language): string {
  return language === 'en' ? 'date pending' : '日期待定';
}

function isFraction(value: unknown): value is { num: number; den: number; op: '>=' | '>' } {
  if (typeof value !== 'object' || value === null) return false;
  const { num, den, op } = value as Record<string, unknown>;
  return typeof num === 'number' && typeof den === 'number' && (op === '>=' || op === '>');
}

function isTerm(value: unknown): value is { n: number; unit: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { n, unit } = value as Record<string, unknown>;
  return typeof n === 'number' && typeof unit === 'string';
}
