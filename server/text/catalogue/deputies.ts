import type { Catalogue } from '../types.js';

/** 代理: somebody else does a colleague's tasks between two dates. History, lists, refusals. */
export const DEPUTIES: Catalogue = {
  'event.by-deputy': {
    zh: '{who|label:role}代理{holder|label:role}办理',
    en: '{who|label:role} acted as deputy for {holder|label:role}',
  },
  'event.by-deputy.at': {
    zh: '“{name}”：{who|label:role}代理{holder|label:role}办理',
    en: '“{name}”: {who|label:role} acted as deputy for {holder|label:role}',
  },
  'event.DeputyNamed': { zh: '定了代理人', en: 'A deputy was named' },
  'event.DeputyEnded': { zh: '代理提前结束', en: 'A deputyship was ended early' },
  'label.command.nameDeputy': { zh: '定代理人', en: 'name a deputy' },
  'label.command.endDeputy': { zh: '结束代理', en: 'end a deputyship' },
  'refusal.not-by-deputy': {
    zh: '代理人只能代办任务或把任务放回，这一项要由本人来做。',
    en: 'A deputy only does tasks or gives them back; this is for the holder.',
  },
  'refusal.own-act': {
    zh: '表决、签名和自己的评价由本人来做，不能代理。请等本人回来。',
    en: 'A vote, a signature or a verdict of one’s own is for the holder; nobody stands in. Please wait for the holder.',
  },
  'refusal.deputy-conflict': {
    zh: '您在这件事里另有身份（提出了它、办过前面的步骤，或者要在这一步把关），不能代别人办。请由本人或其他人办。',
    en: 'You have a part of your own in this matter: you brought it, did an earlier step, or check this one. Leave it to the holder or somebody else.',
  },
  'refusal.deputy-of-another': {
    zh: '只能给自己定代理人。',
    en: 'Everybody names their own deputy only.',
  },
  'refusal.deputy-is-oneself': { zh: '代理人不能是自己。', en: 'Nobody is their own deputy.' },
  'refusal.deputy-exists': { zh: '这项代理已经定过了。', en: 'This deputy was named already.' },
  'refusal.deputy-dates-wrong': {
    zh: '代理的最后一天不能早于第一天。',
    en: 'The last day of a deputyship cannot be before its first.',
  },
  'refusal.deputy-in-the-past': { zh: '代理不能从过去的日子开始。', en: 'A deputyship cannot begin in the past.' },
  'refusal.deputy-too-long': {
    zh: '一次代理最多{days}天。时间更长的，请管理员换人任职。',
    en: 'A deputy stands in for {days} days at most. For longer, ask the administrator to appoint somebody else.',
  },
  'refusal.deputy-cannot-act': {
    zh: '这个人在这段时间里没有担任您的职务，办不了您的任务。请换一个人。',
    en: 'This person does not hold your post all through that time and cannot do your tasks. Please choose somebody else.',
  },
  'refusal.deputy-overlaps': {
    zh: '您已经定了代理人，到{until|year-date}为止。要换人，先结束那一项。',
    en: 'You have a deputy until {until|year-date}. To choose another, end that first.',
  },
  'refusal.deputy-is-away': {
    zh: '这个人自己也由别人代理，到{until|year-date}为止。请换一个人。',
    en: 'This person is stood in for until {until|year-date} as well. Please choose somebody else.',
  },
  'refusal.deputy-of-a-deputy': {
    zh: '您正在或将要代理别人，到{until|year-date}为止，不能再由别人代理您。',
    en: 'You stand in for somebody until {until|year-date}, so nobody can stand in for you then.',
  },
  'refusal.deputy-over': { zh: '这项代理已经结束了。', en: 'This deputyship is over already.' },
  'refusal.unknown-deputy': { zh: '没有这项代理。', en: 'There is no such deputyship.' },
};
