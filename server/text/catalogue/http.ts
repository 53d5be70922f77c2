import type { Catalogue } from '../types.js';

/** Why a call was not carried out, where no decider refused it: what the interface itself checks. */
export const HTTP: Catalogue = {
  'error.opinions-unanswered': {
    zh: '还有{open}条意见没答复，先答复第{n}条。',
    en: '{open} opinions have no answer yet; number {n} comes first.',
  },
  'error.objections-unanswered': {
    zh: '还有{open}条异议没答复，先答复第{n}条。',
    en: '{open} objections have no answer yet; number {n} comes first.',
  },
};
