import type { Catalogue } from '../types.js';

/** 延期 as request and decision. */
export const TERMS: Catalogue = {
  'change.term-asked': {
    zh: '申请把“{name}”的期限延到{due|deadline}，决定以前不变。',
    en: 'The term of “{name}” is asked to run until {due|deadline}; it stays until that is decided.',
  },
  'change.term-decided': {
    zh: '“{name}”延到{due|deadline}的申请办结。',
    en: 'The request for “{name}” until {due|deadline} is decided.',
  },
  'notice.term-asked': {
    zh: '有延期要求，请您决定：{name}。',
    en: 'A longer term is asked for, please decide: {name}.',
  },
  'notice.term-granted': { zh: '同意延期：{name}。', en: 'The longer term is granted: {name}.' },
  'notice.term-declined': { zh: '不同意延期：{name}。', en: 'The longer term is declined: {name}.' },
  'task.why.term': {
    zh: '{who|label:role}要求延到{due|deadline}，请您决定',
    en: '{who|label:role} asks for more time until {due|deadline}; please decide',
  },
  'refusal.no-term': { zh: '这项任务没有期限。', en: 'This task has no term.' },
  'refusal.term-asked': {
    zh: '已经申请延到{due|deadline}，等决定。',
    en: 'More time until {due|deadline} is asked for already and not decided.',
  },
  'refusal.term-not-asked': {
    zh: '没有人申请延期，或者已经决定。',
    en: 'Nobody asks for more time, or it is decided.',
  },
  'refusal.own-request': { zh: '自己申请的，由别人决定。', en: 'You asked for it yourself; somebody else decides.' },
};
