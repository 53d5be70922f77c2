/** Words of a longer term that is asked for, and of taking back what one has done. */
export const ZH_TERMS = {
  'term.title': '申请延期',
  'term.asks': '{who}申请延到{when}',
  'term.asked': '{when}提出，还没有决定',
  'term.planned': '（原定{when}）',
  'recall.open': '撤回',
  'recall.title': '撤回我办的结果',
  'recall.hint': '下一步的人还没有打开时，可以撤回重办；填过的内容都留着。',
  'recall.go': '撤回',
};
