import type { Catalogue } from '../types.js';

/** Letters on paper: what is brought to those who have no account. */
export const LETTERS: Catalogue = {
  'event.LetterWritten': {
    zh: '有人没有账号，第{n}封改为纸质送达',
    en: 'Letter {n} is brought on paper: there is no account',
  },
  'event.LetterDelivered': {
    zh: '第{n}封纸质信{day}{way|label:delivery}',
    en: 'Letter {n} on paper, {day}: {way|label:delivery}',
  },
  'label.delivery.hand': { zh: '当面送达', en: 'handed over' },
  'label.delivery.box': { zh: '投入信箱', en: 'put into the letter box' },
  'label.delivery.post': { zh: '邮寄送达', en: 'sent by post' },
  'label.delivery.failed': { zh: '无法送达', en: 'could not be delivered' },
  'label.command.writeLetter': { zh: '写纸质信', en: 'write a letter' },
  'label.command.deliverLetter': { zh: '登记送达', en: 'record a delivery' },
  'refusal.letter-invalid': { zh: '这封信没有收信人或内容。', en: 'The letter has nobody to go to or nothing to say.' },
  'refusal.no-such-letter': { zh: '没有这封信。', en: 'There is no such letter.' },
  'refusal.letter-delivered': {
    zh: '这封信已经登记送达，不用再登。',
    en: 'The delivery of this letter is recorded already.',
  },
  'refusal.no-such-way': {
    zh: '请选当面送达、投入信箱、邮寄送达或无法送达。',
    en: 'Choose handed over, letter box, post, or could not be delivered.',
  },
  'refusal.delivery-day': {
    zh: '送达日期应在{from}到{to}之间。',
    en: 'The day of delivery lies between {from} and {to}.',
  },
  'error.letter-unknown': { zh: '没有这封信。', en: 'There is no such letter.' },
};
