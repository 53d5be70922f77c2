import type { ZH_ADMINISTRATION } from './zh-administration.js';

export const EN_ADMINISTRATION: Readonly<Record<keyof typeof ZH_ADMINISTRATION, string>> = {
  'admin.parts': 'On this page',
  'admin.stuck': 'Not done',
  'admin.stuckWhere': 'What is not done was not fetched',
  'admin.noStuck': 'Everything is done.',
  'admin.stuckAt': 'failed {when}, after {n} {n|try|tries}',
  'admin.stuckNext': 'tried again by itself {when}',
};
