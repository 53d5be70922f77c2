import type { Catalogue } from '../types.js';

/** What people are told in their inbox, and the head of a notice. */
export const NOTICES: Catalogue = {
  'notice.vote-opened': {
    zh: '表决开始：{title}。{days}天内投票，没投的不算赞成，也不算反对。',
    en: 'The vote on “{title}” is open for {days} days. Who does not vote counts neither for nor against.',
  },
  'notice.notice-published': {
    zh: '{code|say:notice}。事项：{title}。有异议可以在公示期内提。',
    en: '{code|say:notice}. Matter: {title}. Objections may be made within the period.',
  },
  'notice.opinion-answered': {
    zh: '您的第{n}条意见已答复：{outcome|label:answer}。',
    en: 'Your opinion {n} is answered: {outcome|label:answer}.',
  },
  'notice.objection-answered': {
    zh: '您的第{n}条异议已答复：{upheld|label:upheld}。',
    en: 'Your objection {n} is answered: {upheld|label:upheld}.',
  },
  'notice.task-copied': { zh: '抄送给您：{name}。', en: 'For your information: {name}.' },
  'notice.task-urged': { zh: '催办：{name}。', en: 'A reminder: {name}.' },
  'notice.task-watched': { zh: '督办：{name}。', en: 'Being watched: {name}.' },
  'notice.vote-passed': { zh: '表决结果公示：通过', en: 'Result of the vote: passed' },
  'notice.vote-not-passed': { zh: '表决结果公示：未通过', en: 'Result of the vote: not passed' },
  'notice.general': { zh: '公示', en: 'Publicity' },
};
