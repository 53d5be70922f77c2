import type { ZH_SEATS } from './zh-seats.js';

export const EN_SEATS: Readonly<Record<keyof typeof ZH_SEATS, string>> = {
  'seat.title': 'Added people',
  'seat.acted': 'has acted',
  'seat.now': 'is to act',
  'seat.later': 'not yet their turn',
  'seat.addedBy': 'added by {who}',
  'seat.mine': 'What you say as somebody added',
  'seat.agree': 'Agree',
  'seat.object': 'Do not agree',
  'seat.note': 'Remarks only',
  'seat.text': 'Your words',
  'seat.textHint': 'Please write why, unless you agree.',
  'seat.send': 'Send what you say',
  'seat.notDone': 'Sending what you say',
};
