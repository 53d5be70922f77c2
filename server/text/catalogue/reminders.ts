import type { Catalogue } from '../types.js';

/** What happened in the matters somebody follows, told once a day. */
export const REMINDERS: Catalogue = {
  'notice.digest': {
    zh: '今日汇总：您关注的{n}件事有进展。',
    en: 'Today’s digest. Matters you follow that moved on: {n}.',
  },
  'digest.unreadable': {
    zh: '这件事有新进展，但记录读不出来，可以问居委会',
    en: 'Something happened here, but its records cannot be read; ask the committee',
  },
  'digest.begun': { zh: '“{name}”开始', en: '“{name}” has begun' },
  'digest.done': { zh: '“{name}”办完', en: '“{name}” is done' },
  'digest.ended': { zh: '这件事已办结：{outcome}', en: 'The matter has ended: {outcome}' },
  'error.follows-too-many': {
    zh: '最多关注{most}件事，先取消几件。',
    en: 'At most {most} matters can be followed. Stop following some first.',
  },
  'error.digest-in-quiet-hours': {
    zh: '汇总的时间落在免打扰时段里，请错开。',
    en: 'The digest would come in the quiet hours. Choose another hour.',
  },
};
