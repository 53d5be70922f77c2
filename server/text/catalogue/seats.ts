import type { Catalogue } from '../types.js';

/** 加签: somebody more on the same task. Timeline, letters, lists, refusals. */
export const SEATS: Catalogue = {
  'event.SeatAdded': {
    zh: '“{name}”加签：{who|label:role}（{place|label:place}）',
    en: '“{name}”: {who|label:role} was added ({place|label:place})',
  },
  'event.SeatRemoved': { zh: '“{name}”减签：{who|label:role}', en: '“{name}”: {who|label:role} is no longer added' },
  'event.SeatActed': {
    zh: '“{name}”：加签的{who|label:role}已办',
    en: '“{name}”: {who|label:role}, who was added, has acted',
  },
  'event.SeatActed.said': {
    zh: '“{name}”：加签的{who|label:role}{stance|label:seat-stance}',
    en: '“{name}”: {who|label:role}, who was added, {stance|label:seat-stance}',
  },
  'label.seat-stance.agree': { zh: '同意', en: 'agrees' },
  'label.seat-stance.object': { zh: '不同意', en: 'does not agree' },
  'label.seat-stance.note': { zh: '提了意见', en: 'has remarks' },
  'notice.seat-asked': { zh: '被加签，请您办理：{name}。', en: 'You were added and are asked to act: {name}.' },
  'notice.seat-removed': { zh: '不再需要您加签：{name}。', en: 'You need not act any more: {name}.' },
  'notice.seat-acted': { zh: '您加签的人已办：{name}。', en: 'Somebody you added has acted: {name}.' },
  'task.why.seat': {
    zh: '被加签（{place|label:place}），由{who|label:role}提出',
    en: 'Added by {who|label:role} ({place|label:place})',
  },
  'task.why.waits-seats': { zh: '等加签的{who|label:role}办', en: 'Waits for {who|label:role}, who was added' },
  'why.seats': { zh: '等加签的人办理“{name}”', en: 'Waiting for those added to “{name}”' },
  'refusal.seats-awaited': {
    zh: '还要等加签的{who|label:role}办完。',
    en: '{who|label:role}, who was added, has not acted yet.',
  },
  'refusal.nobody-added': { zh: '没有您加签、还没有办的人。', en: 'Nobody you added is still to act.' },
  'refusal.roll-fixed': {
    zh: '“{name}”由名册确定谁参加，不能加签。',
    en: 'The roll of “{name}” says who takes part; nobody can be added.',
  },
  'label.place.before': { zh: '前加签', en: 'before' },
  'label.place.after': { zh: '后加签', en: 'after' },
  'label.place.beside': { zh: '并加签', en: 'beside' },
};
