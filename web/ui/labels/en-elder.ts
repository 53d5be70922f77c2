import type { ZH_ELDER } from './zh-elder.js';

export const EN_ELDER: Readonly<Record<keyof typeof ZH_ELDER, string>> = {
  'elder.on': 'Large text',
  'elder.off': 'Usual text',
  'elder.bar': 'Large text',
  'elder.call': 'Call the committee {phone}',
  'elder.size': 'Size of the text',
  'elder.large': 'Large',
  'elder.larger': 'Larger',
  'elder.largest': 'Largest',
  'elder.question': 'Question {n} of {of}',
  'elder.back': 'Back',
  'elder.next': 'Next',
  'aloud.read': 'Read aloud',
  'aloud.stop': 'Stop reading',
};
