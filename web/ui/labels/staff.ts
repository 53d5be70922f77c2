import { EN_ADMINISTRATION } from './en-administration.js';
import { EN_BOARD } from './en-board.js';
import { EN_OVERVIEW } from './en-overview.js';
import { EN_CHANGES } from './en-changes.js';
import { EN_CLOSINGS } from './en-closings.js';
import { EN_COMMUNITY } from './en-community.js';
import { EN_DEPUTIES } from './en-deputies.js';
import { EN_DESK } from './en-desk.js';
import { EN_LISTS } from './en-lists.js';
import { EN_MATTERS } from './en-matters.js';
import { EN_OPERATIONS } from './en-operations.js';
import { EN_ORGANISATION } from './en-organisation.js';
import { EN_PROCEDURES } from './en-procedures.js';
import { EN_SEATS } from './en-seats.js';
import { EN_STAFF_ACCOUNTS } from './en-staff-accounts.js';
import { EN_TERMS } from './en-terms.js';
import { EN_TRACE } from './en-trace.js';
import { EN_TRACING } from './en-tracing.js';
import { EN } from './en.js';
import type { Words } from './index.js';
import { ZH_ADMINISTRATION } from './zh-administration.js';
import { ZH_BOARD } from './zh-board.js';
import { ZH_OVERVIEW } from './zh-overview.js';
import { ZH_CHANGES } from './zh-changes.js';
import { ZH_CLOSINGS } from './zh-closings.js';
import { ZH_COMMUNITY } from './zh-community.js';
import { ZH_DEPUTIES } from './zh-deputies.js';
import { ZH_DESK } from './zh-desk.js';
import { ZH_LISTS } from './zh-lists.js';
import { ZH_MATTERS } from './zh-matters.js';
import { ZH_OPERATIONS } from './zh-operations.js';
import { ZH_ORGANISATION } from './zh-organisation.js';
import { ZH_PROCEDURES } from './zh-procedures.js';
import { ZH_SEATS } from './zh-seats.js';
import { ZH_STAFF_ACCOUNTS } from './zh-staff-accounts.js';
import { ZH_TERMS } from './zh-terms.js';
import { ZH_TRACE } from './zh-trace.js';
import { ZH_TRACING } from './zh-tracing.js';
import { ZH } from './zh.js';

/** Words only desk and trace need, in Chinese. A pure call, as its likes below, so that a build which names none of them leaves them out. */
export const ZH_STAFF = /* @__PURE__ */ (() => ({
  ...ZH_ADMINISTRATION,
  ...ZH_BOARD,
  ...ZH_OVERVIEW,
  ...ZH_CHANGES,
  ...ZH_CLOSINGS,
  ...ZH_COMMUNITY,
  ...ZH_DEPUTIES,
  ...ZH_DESK,
  ...ZH_LISTS,
  ...ZH_MATTERS,
  ...ZH_OPERATIONS,
  ...ZH_ORGANISATION,
  ...ZH_PROCEDURES,
  ...ZH_SEATS,
  ...ZH_STAFF_ACCOUNTS,
  ...ZH_TERMS,
  ...ZH_TRACE,
  ...ZH_TRACING,
}))();

const EN_STAFF: Readonly<Record<keyof typeof ZH_STAFF, string>> = /* @__PURE__ */ (() => ({
  ...EN_ADMINISTRATION,
  ...EN_BOARD,
  ...EN_OVERVIEW,
  ...EN_CHANGES,
  ...EN_CLOSINGS,
  ...EN_COMMUNITY,
  ...EN_DEPUTIES,
  ...EN_DESK,
  ...EN_LISTS,
  ...EN_MATTERS,
  ...EN_OPERATIONS,
  ...EN_ORGANISATION,
  ...EN_PROCEDURES,
  ...EN_SEATS,
  ...EN_STAFF_ACCOUNTS,
  ...EN_TERMS,
  ...EN_TRACE,
  ...EN_TRACING,
}))();

/** Everything there is to say at the desk, the residents' words with it. */
export const STAFF_WORDS: Words = /* @__PURE__ */ (() => ({
  'zh-CN': { ...ZH, ...ZH_STAFF },
  en: { ...EN, ...EN_STAFF },
}))();
