import type { Catalogue } from '../types.js';

/** Why a matter waits, what is being done, and what a step came to. `name` is the step as the procedure names it. */
export const PAGES: Catalogue = {
  'why.consult': {
    zh: '正在征求意见，截止后逐条答复',
    en: 'Opinions are being collected; each is answered afterwards',
  },
  'why.vote': { zh: '正在表决，截止前不计票', en: 'The vote is open; nothing is counted before it closes' },
  'why.publicity': { zh: '正在公示，公示期不能缩短', en: 'It is on publicity, which cannot be cut short' },
  'why.timer': { zh: '“{name}”还没到时间', en: 'The time of “{name}” has not come' },
  'why.task': { zh: '等“{name}”办完', en: 'Waiting for “{name}”' },
  'why.machine': { zh: '系统正在办“{name}”', en: 'The system is at work on “{name}”' },
  'why.incident': {
    zh: '“{name}”出了问题，管理员在处理',
    en: 'Something is wrong at “{name}”; the administrator is on it',
  },
  'doing.consult': { zh: '居民可以提意见', en: 'Residents may give their opinion' },
  'doing.vote': { zh: '名册上的居民可以投票', en: 'Residents on the roll may vote' },
  'doing.publicity': { zh: '居民可以提异议，每条都答复', en: 'Residents may object; each objection is answered' },
  'doing.task': { zh: '正在办“{name}”', en: '“{name}” is being worked on' },
  'step.done.opinions': { zh: '意见已逐条答复', en: 'Each opinion is answered' },
  'step.done.poll': { zh: '已计票', en: 'Counted' },
  'step.done.notice': { zh: '公示已结束', en: 'Publicity has ended' },
  'task.why.mine': { zh: '指派给您', en: 'Assigned to you' },
  'task.why.role': { zh: '由{role|label:role}办理', en: 'For {role|label:role}' },
  'task.why.done': { zh: '已办完', en: 'Done' },
  'alarm.calendar': { zh: '日期待定：请载入{year}年日历', en: 'Date pending: load the calendar of {year}' },
};
