import type { Catalogue } from '../types.js';

/** A matter moved by hand or put on another version: why not, what would happen, what happened. */
export const CHANGES: Catalogue = {
  'label.command.modify': { zh: '调整环节', en: 'move by authority' },
  'label.command.migrate': { zh: '换用新版流程', en: 'put on another version' },
  // what is asked for is not there
  'refusal.unknown-element': { zh: '流程里没有“{element}”。', en: 'The procedure has no element “{element}”.' },
  'refusal.not-running': { zh: '“{name}”现在没有在办。', en: '“{name}” is not running now.' },
  'refusal.not-in-scope': {
    zh: '“{name}”不在指定的范围里。',
    en: '“{name}” does not lie in the scope that was named.',
  },
  'refusal.ambiguous-scope': {
    zh: '“{element}”有几处可以开始，请指明是哪一处：{choices|list}。',
    en: '“{element}” could begin in several places; say which: {choices|list}.',
  },
  'refusal.cannot-open': {
    zh: '“{name}”打不开：{code|say:incident}',
    en: '“{name}” cannot be opened: {code|say:incident}',
  },
  'refusal.activate-boundary': {
    zh: '“{name}”附在别的环节上，不能单独开始。',
    en: '“{name}” is attached to another step and does not begin by itself.',
  },
  'refusal.activate-start': {
    zh: '“{name}”是起点，请直接开始它所在的环节。',
    en: '“{name}” is a start; begin the step it lies in.',
  },
  'refusal.inside-multi-instance': {
    zh: '“{name}”逐项办理，请指明在哪一项里。',
    en: '“{name}” runs once for each item; say inside which one.',
  },
  'refusal.activate-triggered': {
    zh: '“{name}”由事件引发，不能单独开始。',
    en: '“{name}” is set off by an event and does not begin by itself.',
  },
  // steps nobody goes back across
  'refusal.step-vote-open': {
    zh: '正处于表决“{name}”，不能调整。',
    en: 'The vote “{name}” is open; nothing is changed now.',
  },
  'refusal.step-publicity-running': {
    zh: '正处于公示“{name}”，不能调整。',
    en: 'The publicity “{name}” is running; nothing is changed now.',
  },
  'refusal.step-roll-frozen': {
    zh: '“{name}”的名册已经冻结，不能调整。',
    en: 'The roll of “{name}” is frozen; nothing is changed now.',
  },
  'refusal.step-running': {
    zh: '“{name}”不可退回，正在办理，不能调整。',
    en: 'Nobody goes back from “{name}”, and it is running.',
  },
  'refusal.across-vote': {
    zh: '不能越过已经进行的表决“{name}”退回。',
    en: 'Nobody goes back across the vote “{name}” that was held.',
  },
  'refusal.across-publicity': {
    zh: '不能越过已经进行的公示“{name}”退回。',
    en: 'Nobody goes back across the publicity “{name}” that was held.',
  },
  'refusal.across-roll': {
    zh: '不能越过已经冻结的名册“{name}”退回。',
    en: 'Nobody goes back across the roll “{name}” that was frozen.',
  },
  'refusal.across-step': {
    zh: '不能越过不可退回的“{name}”。',
    en: 'Nobody goes back across “{name}”.',
  },
  // another version
  'refusal.definition-same': { zh: '事项已经用这一版流程。', en: 'The matter already runs on this version.' },
  'refusal.migration-impossible': {
    zh: '有{count}处不能换到新版：{names|list}。',
    en: '{count} places cannot go on in the other version: {names|list}.',
  },
  'refusal.process-unmapped': {
    zh: '新版里没有流程“{element}”。',
    en: 'The other version has no process “{element}”.',
  },
  'refusal.element-unmapped': {
    zh: '“{name}”正在办，新版里没有对应的环节。',
    en: '“{name}” is running and has no counterpart in the other version.',
  },
  'refusal.type-differs': {
    zh: '“{name}”在新版里是另一种环节。',
    en: '“{name}” is another kind of element in the other version.',
  },
  'refusal.scope-differs': {
    zh: '“{name}”在新版里放在别的范围。',
    en: '“{name}” lies in another scope in the other version.',
  },
  'refusal.flow-unmapped': {
    zh: '“{name}”前面有等待，新版里没有这条连线。',
    en: 'Something waits before “{name}”, and the other version has no such flow.',
  },
  'refusal.gateway-differs': {
    zh: '“{name}”在等其他分支，新版里改动了这个网关。',
    en: '“{name}” waits for other branches and was changed in the other version.',
  },
  'refusal.call-differs': {
    zh: '“{name}”在新版里调用另一个流程。',
    en: '“{name}” calls another process in the other version.',
  },
  'refusal.job-differs': {
    zh: '“{name}”在新版里由另一种服务承办。',
    en: '“{name}” is another kind of job in the other version.',
  },
  'refusal.message-differs': {
    zh: '“{name}”在新版里等另一条消息。',
    en: '“{name}” waits for another message in the other version.',
  },
  'refusal.term-would-move': {
    zh: '“{name}”的期限正在走，新版改了期限；走完再换。',
    en: 'The term of “{name}” is running and differs in the other version; let it end first.',
  },
  'refusal.cannot-arm': {
    zh: '“{name}”在新版里等什么算不出来：{cause|say:incident}',
    en: 'What “{name}” waits for in the other version cannot be worked out: {cause|say:incident}',
  },
  // what would happen
  'change.activated': { zh: '开始“{name}”。', en: '“{name}” begins.' },
  'change.ended': { zh: '终止“{name}”。', en: '“{name}” is ended.' },
  'change.tokens-withdrawn': {
    zh: '“{name}”前面等待的都撤掉。',
    en: 'What waits before “{name}” is withdrawn.',
  },
  'change.passed': { zh: '随即经过“{name}”。', en: '“{name}” is then passed.' },
  'change.moved': { zh: '“{name}”接到新版的“{to}”。', en: '“{name}” goes on as “{to}”.' },
  'change.task-opened': { zh: '新任务“{name}”。', en: 'New task “{name}”.' },
  'change.task-withdrawn': { zh: '任务“{name}”撤回。', en: 'Task “{name}” is withdrawn.' },
  'change.task-kept': { zh: '任务“{name}”保留。', en: 'Task “{name}” stays.' },
  'change.draft-kept': { zh: '“{name}”已填的内容保留。', en: 'What was filled in at “{name}” stays.' },
  'change.draft-lost': { zh: '“{name}”已填的内容作废。', en: 'What was filled in at “{name}” is dropped.' },
  'change.job-opened': { zh: '系统办理“{name}”。', en: 'The system works on “{name}”.' },
  'change.job-withdrawn': { zh: '系统停办“{name}”。', en: 'The system stops working on “{name}”.' },
  'change.job-kept': { zh: '系统继续办“{name}”。', en: 'The system goes on working on “{name}”.' },
  'change.timer-opened': { zh: '“{name}”开始计时，到{due|instant}。', en: '“{name}” is timed until {due|instant}.' },
  'change.timer-withdrawn': {
    zh: '“{name}”不再计时（原到{due|instant}）。',
    en: '“{name}” is no longer timed (was due {due|instant}).',
  },
  'change.timer-kept': { zh: '“{name}”的日期不变：{due|instant}。', en: 'The date of “{name}” stays: {due|instant}.' },
  'change.timer-moved': {
    zh: '“{name}”的日期从{before|instant}改到{due|instant}。',
    en: 'The date of “{name}” moves from {before|instant} to {due|instant}.',
  },
  'change.due-moved': {
    zh: '任务“{name}”的期限从{before|deadline}改到{due|deadline}。',
    en: 'Task “{name}” was due {before|deadline} and is due {due|deadline}.',
  },
  'change.subscription-opened': { zh: '“{name}”开始等消息。', en: '“{name}” waits for a message.' },
  'change.subscription-withdrawn': { zh: '“{name}”不再等消息。', en: '“{name}” no longer waits for a message.' },
  'change.subscription-kept': { zh: '“{name}”继续等消息。', en: '“{name}” goes on waiting for its message.' },
  'change.incident-opened': {
    zh: '“{name}”会停住：{code|say:incident}',
    en: '“{name}” would stop: {code|say:incident}',
  },
  'change.incident-withdrawn': { zh: '“{name}”的故障撤销。', en: 'The fault at “{name}” is withdrawn.' },
  'change.incident-kept': { zh: '“{name}”的故障仍在。', en: 'The fault at “{name}” stays.' },
  'change.entity-cancelled': {
    zh: '{kind|label:opened}随之停止；已经说的、写的都保留。',
    en: '{kind|label:opened} stops with it; what was said there stays.',
  },
  'label.opened.opinions': { zh: '征求意见', en: 'The collection of opinions' },
  'label.opened.poll': { zh: '正在进行的表决', en: 'The open vote' },
  'label.opened.cosign': { zh: '附议', en: 'The call for support' },
  'label.opened.meeting': { zh: '会议', en: 'The meeting' },
  'label.opened.notice': { zh: '正在进行的公示', en: 'The running publicity' },
  'label.opened.callback': { zh: '评议', en: 'The call-back' },
  'label.opened.roll': { zh: '名册公布', en: 'The posting of the roll' },
  'label.opened.council': { zh: '席位组成', en: 'The composing of seats' },
  'change.task-handed': { zh: '“{name}”由{who}办理。', en: '{who} has “{name}”.' },
  'change.task-freed': { zh: '“{name}”放回，由能办的人认领。', en: '“{name}” is given back for others to claim.' },
  'change.seat-opened': {
    zh: '{who}加签（{place|label:place}），办完才算完成。',
    en: '{who} is added ({place|label:place}); it is not done without them.',
  },
  'change.seat-withdrawn': { zh: '{who}不再加签。', en: '{who} is no longer added.' },
  'change.suspended': { zh: '事项挂起，{clock|label:clock}。', en: 'The matter is suspended; {clock|label:clock}.' },
  'change.resumed': { zh: '事项恢复办理。', en: 'The matter is resumed.' },
  'change.told': { zh: '通知{who}。', en: '{who} is told.' },
  'change.told-role': { zh: '通知{role|label:role}。', en: 'Told: {role|label:role}.' },
  'label.clock.stops': { zh: '期限停走，恢复时顺延', en: 'terms stand still and are moved when it is resumed' },
  'label.clock.runs': { zh: '期限照走', en: 'terms go on' },
  'change.ends': { zh: '事项{status|label:status}。', en: 'The matter is {status|label:status}.' },
  'change.definition': { zh: '事项改用另一版流程。', en: 'The matter goes on in another version.' },
  // what happened
};
