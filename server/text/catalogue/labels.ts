import type { Catalogue } from '../types.js';

/** Words of the vocabulary, by group and value: `label.<group>.<value>`. They never vary. */
export const LABELS: Catalogue = {
  'label.role.resident': { zh: '居民', en: 'resident' },
  'label.role.worker': { zh: '居委会工作人员', en: 'residents committee staff' },
  'label.role.administrator': { zh: '管理员', en: 'administrator' },
  'label.role.auditor': { zh: '审计员', en: 'auditor' },
  'label.role.convenor': { zh: '召集人', en: 'convenor' },
  'label.role.grid': { zh: '网格员', en: 'grid keeper' },
  'label.role.expert': { zh: '专家', en: 'expert' },
  'label.role.social-worker': { zh: '社会工作者', en: 'social worker' },
  'label.role.department': { zh: '部门观察员', en: 'department observer' },
  'label.role.supervision': { zh: '居务监督委员', en: 'supervision committee' },
  'label.role.street': { zh: '街道经办人', en: 'street clerk' },
  'label.role.party': { zh: '党组织书记', en: 'Party secretary' },
  'label.role.security': { zh: '安全管理员', en: 'security administrator' },
  'label.role.system': { zh: '系统', en: 'the system' },

  'label.choice.yes': { zh: '赞成', en: 'for' },
  'label.choice.no': { zh: '反对', en: 'against' },
  'label.choice.abstain': { zh: '弃权', en: 'abstain' },
  'label.choice.invalid': { zh: '无效票', en: 'invalid ballot' },
  'label.choice.none': { zh: '未参与表决', en: 'did not take part' },

  'label.cell.input': { zh: '条件', en: 'condition' },
  'label.cell.output': { zh: '结果', en: 'result' },
  'label.outcome.passed': { zh: '通过', en: 'passed' },
  'label.outcome.failed': { zh: '未通过', en: 'not passed' },
  'label.outcome.no-quorum': { zh: '未达到法定人数', en: 'no quorum' },
  'label.outcome.tie': { zh: '票数相同', en: 'tie' },
  'label.outcome.elected': { zh: '当选', en: 'elected' },

  'label.stance.support': { zh: '支持', en: 'supports' },
  'label.stance.oppose': { zh: '反对', en: 'opposes' },
  'label.stance.other': { zh: '其他意见', en: 'other' },

  'label.answer.adopt': { zh: '采纳', en: 'adopt' },
  'label.answer.partly': { zh: '部分采纳', en: 'partly' },
  'label.answer.decline': { zh: '不采纳', en: 'decline' },

  'label.objection.open': { zh: '待答复', en: 'to be answered' },
  'label.objection.upheld': { zh: '异议成立', en: 'upheld' },
  'label.objection.rejected': { zh: '异议不成立', en: 'not upheld' },

  'label.status.active': { zh: '进行中', en: 'under way' },
  'label.status.completed': { zh: '已办结', en: 'completed' },
  'label.status.terminated': { zh: '已终止', en: 'terminated' },
  'label.status.cancelled': { zh: '已撤销', en: 'cancelled' },
  'label.status.suspended': { zh: '已挂起', en: 'suspended' },
  'label.status.incident': { zh: '需要处理', en: 'needs attention' },

  'label.step.consult': { zh: '征求意见', en: 'consultation' },
  'label.step.vote': { zh: '表决', en: 'vote' },
  'label.step.publicity': { zh: '公示', en: 'publicity' },
};
