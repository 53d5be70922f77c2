import type { Catalogue } from '../types.js';

/** How a decision came about, step by step: the codes of `explainDecision`. */
export const DECISIONS: Catalogue = {
  'explained.decision': { zh: '决策“{name}”', en: 'Decision “{name}”' },
  'explained.knowledge': { zh: '规则函数“{name}”', en: 'Knowledge model “{name}”' },
  'explained.service': { zh: '决策服务“{name}”', en: 'Decision service “{name}”' },
  'explained.read': { zh: '读到“{name}”：{value}', en: 'It read “{name}”: {value}' },
  'explained.table': {
    zh: '查表，共{rules}行，{hitPolicy|label:hit}',
    en: 'It looked into a table of {rules} rows; {hitPolicy|label:hit}',
  },
  'explained.condition': { zh: '条件“{name}”：{value}', en: 'Condition “{name}” is {value}' },
  'explained.matched': { zh: '第{row}行成立{annotations|note}', en: 'Row {row} matches{annotations|note}' },
  'explained.no-match': { zh: '没有一行成立', en: 'No row matches' },
  'explained.result': { zh: '“{name}”的结果：{value}', en: 'Result of “{name}”: {value}' },
  'explained.problem': {
    zh: '“{name}”{where|cell}有问题：{code|say:feel}',
    en: 'A problem in “{name}”{where|cell}: {code|say:feel}',
  },
  'label.hit.UNIQUE': { zh: '只能有一行成立', en: 'one row may match' },
  'label.hit.ANY': { zh: '成立的行结果要相同', en: 'rows that match must agree' },
  'label.hit.PRIORITY': { zh: '取次序最前的结果', en: 'the result of the highest priority counts' },
  'label.hit.FIRST': { zh: '取最先成立的一行', en: 'the first row that matches counts' },
  'label.hit.RULE ORDER': { zh: '按行的次序列出结果', en: 'results in the order of rows' },
  'label.hit.OUTPUT ORDER': { zh: '按结果的次序列出', en: 'results in the order of priority' },
  'label.hit.COLLECT': { zh: '汇集所有成立的行', en: 'all rows that match are collected' },
};
