import type { Catalogue } from '../types.js';

/** 延期 as request and decision, and 撤回. */
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
  'refusal.own-term': {
    zh: '自己办的任务，延期由别人决定，可以先申请。',
    en: 'You have the task yourself; ask for more time, and somebody else decides.',
  },
  // 撤回
  'label.op.open': { zh: '已打开', en: 'opened' },
  'label.command.recall': { zh: '撤回', en: 'take back' },
  'event.Activated.recall': { zh: '“{name}”的办理结果撤回，重新办', en: 'What was done at “{name}” is taken back' },
  'event.Terminated.recall': { zh: '“{name}”随着撤回取消', en: '“{name}” ends with it' },
  'refusal.moved-on': {
    zh: '之后已经有别的进展，不能撤回。',
    en: 'Something else has happened since; it cannot be taken back.',
  },
  'refusal.not-your-act': { zh: '不是您办的，不能撤回。', en: 'You did not do this; you cannot take it back.' },
  'refusal.effect-sent': {
    zh: '办完后系统已经往外发送或者登记，不能撤回。',
    en: 'Something has been sent or entered because of it; it cannot be taken back.',
  },
  'refusal.task-opened': {
    zh: '下一步的人已经打开，不能撤回。',
    en: 'Whoever comes next has opened it; it cannot be taken back.',
  },
  'refusal.nothing-to-note': { zh: '不用记。', en: 'There is nothing to note.' },
};
