import type { Catalogue } from '../types.js';

/** Why a step stopped, for the clerk who puts it right. */
export const INCIDENTS: Catalogue = {
  'incident.expression-failed': {
    zh: '{where|where}算不出来：{problem|say:feel}',
    en: '{where|where} cannot be computed: {problem|say:feel}',
  },
  'incident.expression-wrong-type': {
    zh: '{where|where}应是{expected|label:type}。',
    en: '{where|where} must be a {expected|label:type}.',
  },
  'incident.condition-not-boolean': {
    zh: '连线“{flow}”的条件不是“是”或“否”。',
    en: 'The condition of flow “{flow}” is neither yes nor no.',
  },
  'incident.awaiting-calendar': { zh: '{year}年的日历还没有载入。', en: 'The calendar of {year} is not loaded yet.' },
  'incident.bad-mapping': { zh: '{where|where}的名称不能用。', en: 'The name of {where|where} cannot be used.' },
  'incident.no-flow-taken': {
    zh: '没有一个分支成立，也没有其他情况。',
    en: 'No branch holds, and there is no other case.',
  },
  'incident.unhandled-error': {
    zh: '出现错误“{code}”，没有一步接手。',
    en: 'Error “{code}” was thrown and no step takes it.',
  },
  'incident.no-retries-left': {
    zh: '这一步没有办成：{cause|say:refusal}',
    en: 'The step did not succeed: {cause|say:refusal}',
  },
  'incident.no-start': { zh: '里面没有起点。', en: 'There is no start inside.' },
  'incident.called-process-missing': { zh: '找不到流程“{process}”。', en: 'Procedure “{process}” cannot be found.' },
  'incident.decision-missing': { zh: '找不到决策表“{decision}”。', en: 'Decision table “{decision}” cannot be found.' },
  'incident.decision-failed': {
    zh: '决策表“{decision}”算不出来：{problem|say:feel}',
    en: 'Decision table “{decision}” cannot be computed: {problem|say:feel}',
  },
  'incident.budget-elements': {
    zh: '一次走了太多步，可能是没有出口的循环。',
    en: 'Too many steps in one go; perhaps a loop without a way out.',
  },
  'incident.budget-depth': { zh: '嵌套太深。', en: 'Nested too deeply.' },
  'incident.budget-steps': { zh: '{where|where}算得太久。', en: '{where|where} takes too many steps.' },
  'incident.budget-items': { zh: '{where|where}的内容太多。', en: '{where|where} makes too many items.' },
  'incident.budget-bytes': { zh: '这件事的内容太大。', en: 'The matter holds too much.' },
  'incident.bad-model': { zh: '这一步的图不完整。', en: 'The drawing of this step is not complete.' },

  'label.where.condition': { zh: '条件', en: 'condition' },
  'label.where.input': { zh: '输入', en: 'input' },
  'label.where.output': { zh: '输出', en: 'output' },
  'label.where.timer': { zh: '时间', en: 'time' },
  'label.where.retries': { zh: '重试次数', en: 'retries' },
  'label.where.decision': { zh: '决策表', en: 'decision table' },
  'label.where.script': { zh: '算式', en: 'script' },
  'label.where.assignee': { zh: '承办人', en: 'assignee' },
  'label.where.candidateGroups': { zh: '承办角色', en: 'roles that may act' },
  'label.where.candidateUsers': { zh: '承办人', en: 'people who may act' },
  'label.where.dueDate': { zh: '办理时限', en: 'time limit' },
  'label.where.followUpDate': { zh: '跟进日期', en: 'follow-up date' },
  'label.where.message': { zh: '消息', en: 'message' },
  'label.where.correlationKey': { zh: '消息的对应项', en: 'key of the message' },
  'label.where.job': { zh: '这一步', en: 'step' },
  'label.where.error': { zh: '错误代码', en: 'error code' },
  'label.where.errorCode': { zh: '错误代码', en: 'error code' },
  'label.where.messageName': { zh: '消息名称', en: 'name of the message' },
  'label.where.signalName': { zh: '信号名称', en: 'name of the signal' },
  'label.where.jobType': { zh: '这一步的类型', en: 'type of the step' },
  'label.where.calledElement': { zh: '要调用的流程', en: 'procedure to call' },

  'label.type.string': { zh: '文字', en: 'text' },
  'label.type.boolean': { zh: '“是”或“否”', en: 'yes or no' },
  'label.type.list of strings': { zh: '几项文字', en: 'list of texts' },
  'label.type.positive integer': { zh: '大于零的整数', en: 'whole number greater than zero' },
};
