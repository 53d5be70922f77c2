/** Words of a longer term that is asked for. */
export const ZH_TERMS = {
  'term.title': '申请延期',
  'term.asks': '{who}申请延到{when}',
  'term.asked': '{when}提出，还没有决定',
  'term.planned': '（原定{when}）',
};
