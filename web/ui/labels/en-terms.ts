import type { ZH_TERMS } from './zh-terms.js';

export const EN_TERMS: Readonly<Record<keyof typeof ZH_TERMS, string>> = {
  'term.title': 'More time is asked for',
  'term.asks': '{who} asks for more time, until {when}',
  'term.asked': 'asked {when}, not decided yet',
  'term.planned': '(first {when})',
  'recall.open': 'Take back',
  'recall.title': 'Take back what I did',
  'recall.hint':
    'Until whoever comes next has opened it, you can take it back and do it again; what was filled in stays.',
  'recall.go': 'Take back',
};
