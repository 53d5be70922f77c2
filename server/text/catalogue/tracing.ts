import type { Catalogue } from '../types.js';

/** What rules say about the acts of a matter, and what questions about them are refused with. */
export const TRACING: Catalogue = {
  'trace.mark.done-late': {
    zh: '“{name}”办完时已逾期{days}个工作日，期限是{due|deadline}',
    en: '“{name}” was done {days} working days late; it was due {due|deadline}',
  },
  'trace.mark.still-open': {
    zh: '“{name}”还没办，已逾期{days}个工作日，期限是{due|deadline}',
    en: '“{name}” is still open, {days} working days late; it was due {due|deadline}',
  },
  'trace.mark.clock-late': {
    zh: '“{name}”到期后超过一天才处理，到期时间是{due|instant}',
    en: '“{name}” was acted on more than a day after it was due, {due|instant}',
  },
  'trace.mark.moved-late': {
    zh: '“{name}”的期限过了才改，原期限是{due|deadline}',
    en: 'The date of “{name}” was moved after it had passed; it was {due|deadline}',
  },
  'trace.mark.letter-open': {
    zh: '第{n}封纸质信还没送达，应在{due|deadline}送到',
    en: 'Letter {n} on paper has not been brought; it was due {due|deadline}',
  },
  'trace.mark.letter-late': {
    zh: '第{n}封纸质信送达登记晚了，应在{due|deadline}送到',
    en: 'Letter {n} on paper was recorded late; it was due {due|deadline}',
  },
  'trace.mark.letter-failed': {
    zh: '第{n}封纸质信没有送到',
    en: 'Letter {n} on paper could not be delivered',
  },
  // several letters of one date
  'trace.mark.letter-open.all': {
    zh: '{count}封纸质信还没送达，应在{due|deadline}送到',
    en: 'Letters on paper not brought: {count}; they were due {due|deadline}',
  },
  'trace.mark.letter-late.all': {
    zh: '{count}封纸质信送达登记晚了，应在{due|deadline}送到',
    en: 'Letters on paper recorded late: {count}; they were due {due|deadline}',
  },
  'trace.mark.letter-failed.all': {
    zh: '{count}封纸质信没有送到',
    en: 'Letters on paper that could not be delivered: {count}',
  },
  'trace.mark.gap': {
    zh: '从{from|instant}起{days}个工作日既没有记录，也没有在计的期限',
    en: 'No record for {days} working days from {from|instant}, and no date was running',
  },
  'error.record-unknown': { zh: '这件事里没有依据这条记录。', en: 'Nothing in this matter rests on that record.' },
  'error.version-not-used': {
    zh: '您的范围里没有事项用过这一版。',
    en: 'No matter of your places is on this version.',
  },
  'error.sample-invalid': {
    zh: '请写种子（最多128字），比例在1到100之间。',
    en: 'Give a seed of at most 128 characters, and 1 to 100 percent.',
  },
};
