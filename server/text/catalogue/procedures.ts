import type { Catalogue } from '../types.js';

/** Records of procedures: submission, approval by a second person, and what refuses them. */
export const PROCEDURES: Catalogue = {
  // records
  'event.ProcedureSubmitted': { zh: '流程第{n}次提交审批', en: 'The procedure is submitted for approval ({n})' },
  'event.ProcedureSentBack': { zh: '流程退回修改', en: 'The procedure is sent back' },
  'event.SubmissionWithdrawn': { zh: '撤回提交', en: 'The submission is taken back' },
  'event.ProcedureApproved': {
    zh: '流程第{version}版经另一人审批，生效',
    en: 'Version {version} is approved by a second person and in force',
  },
  'event.ProcedureRetired': { zh: '流程第{version}版停用', en: 'Version {version} is retired' },
  'label.command.submitProcedure': { zh: '提交流程', en: 'submit a procedure' },
  'label.command.sendProcedureBack': { zh: '退回流程', en: 'send a procedure back' },
  'label.command.withdrawSubmission': { zh: '撤回提交', en: 'take a submission back' },
  'label.command.approveProcedure': { zh: '审批流程', en: 'approve a procedure' },
  'label.command.retireProcedure': { zh: '停用流程', en: 'retire a procedure' },
  'refusal.submission-invalid': { zh: '提交的内容不完整。', en: 'What is submitted is not complete.' },
  'refusal.basis-file-missing': {
    zh: '先附上依据文件，再打勾。',
    en: 'Attach the document it rests on first, and tick it.',
  },
  'refusal.submission-open': {
    zh: '这个流程已有一次提交在等审批，先等它有结果。',
    en: 'Another submission of this procedure waits for approval; that one comes first.',
  },
  'refusal.submission-over': { zh: '这次提交已经有结果了。', en: 'This submission is decided already.' },
  'refusal.submission-changed': {
    zh: '草稿又改过，您看的不是现在这一份。请重新查看。',
    en: 'The draft was changed; what you looked at is not what waits now. Look again.',
  },
  'refusal.procedure-moved-on': {
    zh: '草稿做好以前，第{version}版已经生效。请从第{version}版另起草稿，把改动带过去。',
    en: 'Version {version} came into force meanwhile. Begin a draft from version {version} and carry the changes over.',
  },
  'refusal.second-person-needed': {
    zh: '起草和提交的人不能自己审批，请另一位同事审批。',
    en: 'Who drew or submitted it cannot approve it; somebody else has to.',
  },
  'refusal.not-your-submission': { zh: '只有提交的人可以撤回。', en: 'Only who submitted it can take it back.' },
  'refusal.comments-empty': { zh: '退回要写明改什么。', en: 'Say what has to change.' },
  'refusal.comments-invalid': { zh: '批注不能读。', en: 'The comments cannot be read.' },
  'refusal.procedure-not-in-force': { zh: '这一版现在没有生效。', en: 'This version is not in force.' },
  'law.pack-unknown': { zh: '{day}没有生效的规则“{pack}”。', en: 'No rule pack “{pack}” is in force on {day}.' },
};
