import type { Catalogue } from '../types.js';

/** The timeline in words: one sentence for each event of a matter and of what belongs to it. Who did it stands beside. */
export const EVENTS: Catalogue = {
  // a matter; `name` is the step as the procedure names it
  'event.Started': { zh: '提出事项', en: 'The matter is raised' },
  'event.Passed': { zh: '经过“{name}”', en: '“{name}” is passed' },
  'event.Entered': { zh: '“{name}”开始', en: '“{name}” begins' },
  'event.Entered.all': { zh: '“{name}”开始，共{count}次', en: '“{name}” begins; times: {count}' },
  'event.Entered.undo': { zh: '撤销“{name}”里已办的', en: 'What was done in “{name}” is being undone' },
  'event.Completed.all': { zh: '“{name}”全部办完', en: '“{name}” is done as a whole' },
  'event.Completed': { zh: '“{name}”完成', en: '“{name}” is done' },
  'event.Fired': { zh: '发生“{name}”', en: '“{name}” happens' },
  'event.Triggered': { zh: '“{name}”开始', en: '“{name}” begins' },
  'event.Watched': { zh: '开始留意里面的事件', en: 'Events inside are watched now' },
  'event.Undone': { zh: '“{name}”里面已撤销', en: 'Everything inside “{name}” is undone' },
  'event.Held': { zh: '“{name}”已办，但不能往下走', en: '“{name}” is done but cannot be left' },
  'event.Ended': { zh: '事项{status|label:status}', en: 'The matter is {status|label:status}' },
  'event.IncidentRaised': { zh: '“{name}”停住了：{code|say:incident}', en: '“{name}” stopped: {code|say:incident}' },
  'event.IncidentResolved': { zh: '问题已处理，再办一次', en: 'The problem is put right; tried again' },
  'event.JobFailed': { zh: '“{name}”没有办成，还试{retries}次', en: '“{name}” did not succeed; tries left: {retries}' },
  'event.TaskUpdated': { zh: '“{name}”：{op|label:op}', en: '“{name}”: {op|label:op}' },
  'event.DueMoved': { zh: '“{name}”的日期定了', en: 'The date of “{name}” is set' },
  'event.VariablesSet': { zh: '资料已更正', en: 'Data were corrected' },
  'event.ConditionFell': { zh: '“{name}”的条件不再成立', en: 'The condition of “{name}” holds no longer' },
  'event.Suspended': { zh: '事项挂起', en: 'The matter is suspended' },
  'event.Resumed': { zh: '事项恢复', en: 'The matter is resumed' },
  // opinions
  'event.OpinionsOpened': { zh: '开始征求意见', en: 'Opinions are asked for' },
  'event.Given': { zh: '收到第{n}条意见：{stance|label:stance}', en: 'Opinion {n} came in: {stance|label:stance}' },
  'event.Answered': {
    zh: '第{n}条意见已答复：{outcome|label:answer}',
    en: 'Opinion {n} is answered: {outcome|label:answer}',
  },
  'event.OpinionsClosed': { zh: '征求意见截止，共{total}条', en: 'Collecting ends; opinions: {total}' },
  'event.OpinionsChecked': {
    zh: '还有{open}条意见没答复，先答复第{first}条',
    en: 'Opinions not answered yet: {open}; number {first} comes first',
  },
  // the step that opened it was broken off
  'event.OpinionsCancelled': { zh: '征求意见随步骤终止而停止', en: 'Collecting opinions stopped with its step' },
  'event.PollCancelled': {
    zh: '表决随步骤终止而停止，没有结果',
    en: 'The vote stopped with its step, without a result',
  },
  'event.CosignCancelled': { zh: '附议随步骤终止而停止', en: 'Collecting support stopped with its step' },
  'event.CouncilCancelled': {
    zh: '席位还没定，随步骤终止而停止',
    en: 'The seats were not settled; it stopped with its step',
  },
  'event.MeetingCancelled': { zh: '会议随步骤终止而取消', en: 'The meeting was called off with its step' },
  'event.NoticeCancelled': { zh: '公示随步骤终止而停止', en: 'The publicity stopped with its step' },
  'event.CallbackCancelled': { zh: '评议随步骤终止而停止', en: 'The call-back stopped with its step' },
  'event.RollCancelled': { zh: '名册公布随步骤终止而停止', en: 'The posting of the roll stopped with its step' },
  'event.StreamsOpened': { zh: '“{name}”有了自己的记录', en: '“{name}” has records of its own' },
  'event.Settled': { zh: '{total}条意见都已答复', en: 'Every opinion is answered: {total}' },
  // poll
  'event.PollOpened': { zh: '开始表决：{question}', en: 'The vote opens: {question}' },
  'event.PollClosed': {
    zh: '表决截止，票箱共{size}张表决票，改投的也在内',
    en: 'The vote closes; ballots in the box, changed ones included: {size}',
  },
  'event.Tallied': {
    zh: '计票：{outcome|label:outcome}，名册{electorate}人，到会或参与表决{attending}人',
    en: 'Counted: {outcome|label:outcome}; {electorate} on the roll, {attending} attended or took part in the vote',
  },
  // notice
  'event.Published': { zh: '开始公示', en: 'Publicity begins' },
  'event.Objected': { zh: '收到第{n}条异议', en: 'Objection {n} came in' },
  'event.ObjectionAnswered': {
    zh: '第{n}条异议已答复：{upheld|label:upheld}',
    en: 'Objection {n} is answered: {upheld|label:upheld}',
  },
  'event.ObjectionChecked': { zh: '核对第{n}条异议的答复', en: 'The answer to objection {n} is checked' },
  'event.NoticeClosed': {
    zh: '公示期满，共{objections}条异议',
    en: 'The publicity period is over; objections: {objections}',
  },
  'event.NoticeEnded': {
    zh: '公示结束：异议{objections}条，成立{upheld}条',
    en: 'Publicity ends; objections: {objections}, upheld: {upheld}',
  },
  // notify, calendar, organisation
  'event.Sent': { zh: '已发出通知', en: 'Notice sent' },
  'event.YearLoaded': { zh: '载入{year}年日历', en: 'The calendar of {year} is loaded' },
  'event.DaysClosed': {
    zh: '登记停止办公日：{from|date}至{to|date}',
    en: 'Offices are closed from {from|date} to {to|date}',
  },
  'event.DaysReopened': {
    zh: '撤回停止办公日：{from|date}至{to|date}',
    en: 'A closing from {from|date} to {to|date} is taken back',
  },
  'event.Founded': { zh: '登记单位', en: 'Units are registered' },
  'event.Appointed': { zh: '任职：{role|label:role}', en: 'Appointed: {role|label:role}' },
  'event.Dismissed': { zh: '离任', en: 'An appointment ends' },

  'label.op.claim': { zh: '认领', en: 'claimed' },
  'label.op.return': { zh: '释放', en: 'given back' },
  'label.op.delegate': { zh: '委托', en: 'delegated' },
  'label.op.withdraw': { zh: '撤回', en: 'withdrawn' },
  'label.op.copy': { zh: '抄送', en: 'copied' },
  'label.op.urge': { zh: '催办', en: 'urged' },
  'label.op.watch': { zh: '督办', en: 'watched' },
  'label.op.askTerm': { zh: '申请延期', en: 'a longer term was asked for' },
  'label.op.grantTerm': { zh: '同意延期', en: 'the longer term was granted' },
  'label.op.declineTerm': { zh: '不同意延期', en: 'the longer term was declined' },
  'label.op.assign': { zh: '转办', en: 'handed over' },
  'label.op.confirm': { zh: '委托办完，待确认', en: 'delegate done, to be confirmed' },
  'label.op.complete': { zh: '已办，等加签的人', en: 'done, waiting for added seats' },
  'label.upheld.true': { zh: '异议成立', en: 'upheld' },
  'label.upheld.false': { zh: '异议不成立', en: 'not upheld' },
  'event.Activated': { zh: '“{name}”由有权的人开始', en: '“{name}” is begun by authority' },
  'event.Terminated': { zh: '“{name}”由有权的人终止', en: '“{name}” is ended by authority' },
  'event.Withdrawn': { zh: '“{name}”前面的等待撤掉了', en: 'What waited before “{name}” is withdrawn' },
  'event.Migrated': { zh: '事项改用另一版流程', en: 'The matter goes on in another version' },
};
