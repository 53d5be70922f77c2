import type { Catalogue } from '../types.js';

/** What the law asks; law and article stand beside. Fractions come in their short form (`>=2/3`). */
export const LAW: Catalogue = {
  'law.pack-not-in-force': { zh: '这套规则在{day}不生效。', en: 'This rule pack is not in force on {day}.' },
  'law.quorum-missing': {
    zh: '没有设法定人数，应为{floor|short}。',
    en: 'The quorum is not set; it must be {floor|short}.',
  },
  'law.quorum-below-floor': {
    zh: '法定人数低于法定下限，应为{floor|short}。',
    en: 'The quorum is below the floor of the law, {floor|short}.',
  },
  'law.threshold-missing': {
    zh: '没有设通过门槛，应为{floor|short}。',
    en: 'The threshold is not set; it must be {floor|short}.',
  },
  'law.threshold-below-floor': {
    zh: '通过门槛低于法定下限，应为{floor|short}。',
    en: 'The threshold is below the floor of the law, {floor|short}.',
  },
  'law.base-below-floor': {
    zh: '通过门槛的底数小于法定的底数。',
    en: 'The threshold is counted on a smaller base than the law asks.',
  },
  'law.abstain-out-of-base': { zh: '弃权应计入底数。', en: 'Abstentions stay in the base.' },
  'law.silence-counted': {
    zh: '没参与表决的，不算赞成，也不算反对。',
    en: 'Who did not take part counts neither for nor against.',
  },
  'law.notice-missing': {
    zh: '没有设通知期，应为{floor}{unit|label:unit}以上。',
    en: 'The notice term is not set; at least {floor} {unit|label:unit}.',
  },
  'law.notice-below-floor': {
    zh: '通知期不足，应为{floor}{unit|label:unit}以上。',
    en: 'The notice term is too short; at least {floor} {unit|label:unit}.',
  },
  'law.publicity-missing': {
    zh: '没有设公示期，应为{floor}{unit|label:unit}以上。',
    en: 'The publicity period is not set; at least {floor} {unit|label:unit}.',
  },
  'law.publicity-below-floor': {
    zh: '公示期不足，应为{floor}{unit|label:unit}以上。',
    en: 'The publicity period is too short; at least {floor} {unit|label:unit}.',
  },
  'law.composition-missing': {
    zh: '没有写明居民代表人数。',
    en: 'The number of resident representatives is not given.',
  },
  'law.composition-below-floor': {
    zh: '居民代表至少要{needed}人，现有{representatives}人。',
    en: 'At least {needed} resident representatives are needed; there are {representatives}.',
  },

  'law.basis': { zh: '《{law}》第{article}条（{version}的文本）', en: '{law}, article {article} (text of {version})' },
  'law.fix.fraction': { zh: '改为{floor|short}', en: 'Set to {floor|short}' },
  'law.fix.term': { zh: '改为{n}{givenUnit|label:unit}', en: 'Set to {n} {givenUnit|label:unit}' },

  'calendar.not-json': { zh: '文件不是 JSON。', en: 'The file is no JSON.' },
  'calendar.type': { zh: '这一项的格式不对。', en: 'This field has the wrong form.' },
  'calendar.required': { zh: '缺少这一项。', en: 'This field is missing.' },
  'calendar.value': { zh: '这一项的值不对。', en: 'This field has a wrong value.' },
  'calendar.unknown-field': { zh: '不认识这一项。', en: 'This field is not known.' },
  'calendar.not-a-date': { zh: '这不是日期。', en: 'This is no date.' },
  'calendar.other-year': { zh: '这不是这一年的日期。', en: 'This date is of another year.' },
  'calendar.repeated': { zh: '同一天写了两次。', en: 'The same day is written twice.' },
  'calendar.both-lists': { zh: '同一天又放假又上班。', en: 'The same day is both off and worked.' },
  'calendar.workday-not-weekend': {
    zh: '调休上班的应是周六或周日。',
    en: 'A make-up working day must be a Saturday or Sunday.',
  },
  'calendar.statutory-missing': { zh: '缺少法定节假日。', en: 'A statutory holiday is missing.' },

  'label.unit.hour': { zh: '小时', en: 'hours' },
  'label.unit.day': { zh: '天', en: 'days' },
  'label.unit.working_day': { zh: '个工作日', en: 'working days' },
  'label.unit.week': { zh: '周', en: 'weeks' },
  'label.unit.month': { zh: '个月', en: 'months' },
  'label.unit.year': { zh: '年', en: 'years' },
};
