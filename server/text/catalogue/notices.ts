import type { Catalogue } from '../types.js';

/** What people are told in their inbox, and the head of a notice. */
export const NOTICES: Catalogue = {
  'notice.vote-opened': {
    zh: '表决开始：{title}。截止时间写在表决票上。没投的不算赞成，也不算反对。',
    en: 'The vote on “{title}” is open; the ballot says until when. Who does not vote counts neither for nor against.',
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
  'notice.draft-waits': { zh: '流程“{name}”等您审批。', en: 'The procedure “{name}” waits for your approval.' },
  'notice.draft-approved': {
    zh: '您提交的流程“{name}”已经审批通过。',
    en: 'The procedure “{name}” you submitted is approved.',
  },
  'notice.draft-returned': {
    zh: '您提交的流程“{name}”已退回，请看批注。',
    en: 'The procedure “{name}” you submitted is sent back; see the comments.',
  },
  'notice.draft-asked': { zh: '{who}请求编辑流程“{name}”的草稿。', en: '{who} asks to work on the draft of “{name}”.' },
  'notice.draft-passed': {
    zh: '{who}把流程“{name}”的草稿交给您改了。',
    en: '{who} passed the draft of “{name}” on to you.',
  },
  'notice.draft-comment': {
    zh: '流程“{name}”有一条批注指派给您。',
    en: 'A comment on the procedure “{name}” is yours to see to.',
  },
  'notice.task-urged': { zh: '催办：{name}。', en: 'A reminder: {name}.' },
  'notice.task-watched': { zh: '督办：{name}。', en: 'Being watched: {name}.' },
  'notice.vote-passed': { zh: '表决结果公示：通过', en: 'Result of the vote: passed' },
  'notice.vote-not-passed': { zh: '表决结果公示：未通过', en: 'Result of the vote: not passed' },
  'notice.consultation-result': { zh: '协商结果公示', en: 'Result of the consultation' },
  'notice.support-not-reached': {
    zh: '“{title}”附议期满，附议{supporters}户，要{threshold}户，不够，没有受理。',
    en: 'The time for support of “{title}” is over: {supporters} of {threshold} households. It is not taken up.',
  },
  'notice.topic-refused': {
    zh: '“{title}”不予受理：{reason}不服的，15天内可以向街道申诉。',
    en: '“{title}” is not taken up: {reason} You may appeal to the street within 15 days.',
  },
  'notice.appeal-not-decided': {
    zh: '街道没有按期决定您的申诉，“{title}”已受理。',
    en: 'The street did not decide your appeal in time; “{title}” is taken up.',
  },
  'notice.seats-published': {
    zh: '“{title}”的议事会已组成，共{size}席。',
    en: 'The council on “{title}” is composed: {size} seats.',
  },
  'notice.consultation-opened': {
    zh: '开始协商：{title}。材料已公布，可以提意见了，截止时间写在征求意见那一页。',
    en: 'Consultation opens: {title}. The material is published and opinions are taken; the page of the consultation says until when.',
  },
  'notice.topic-withdrawn': {
    zh: '“{title}”已由提议人撤回，没有附议人接着提，议事结束。',
    en: '“{title}” was withdrawn by its proposer and no supporter went on; the consultation ends.',
  },
  'notice.general': { zh: '公示', en: 'Publicity' },
};
