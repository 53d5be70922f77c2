import type { Catalogue } from '../types.js';

/** Rolls with their objections, intake, support, seats and the closing record: timeline, refusals, letters and commands. */
export const ROLLS: Catalogue = {
  // roll
  'event.Staged': { zh: '名册又录入一段', en: 'More lines of the roll are in' },
  'event.Frozen': {
    zh: '名册已冻结，共{electors}行',
    en: 'The roll is frozen; lines: {electors}',
  },
  'event.RollPosted': { zh: '名册公布，{term|term}内可以提异议', en: 'The roll is posted; objections for {term|term}' },
  'event.RollObjected': {
    zh: '收到第{n}条对名册的异议：{subject|label:rollObjection}',
    en: 'Objection {n} to the roll came in: {subject|label:rollObjection}',
  },
  'event.RollObjectionDecided': {
    zh: '第{n}条对名册的异议已决定：{upheld|label:upheld}',
    en: 'Objection {n} to the roll is decided: {upheld|label:upheld}',
  },
  'event.RollChanged': {
    zh: '名册有改动：{do|label:rollChange}，新的指纹{root}',
    en: 'The roll was changed: {do|label:rollChange}; its new fingerprint {root}',
  },
  'event.RollChecked': {
    zh: '对名册的异议期满，还有{open}条没决定',
    en: 'The time for objections to the roll is over; not decided yet: {open}',
  },
  'event.RollSettled': {
    zh: '名册确定：异议{objections}条，成立{upheld}条',
    en: 'The roll is settled; objections: {objections}, upheld: {upheld}',
  },
  'event.RollLocked': { zh: '名册已经使用，不能再改', en: 'The roll is in use and cannot be changed any more' },
  'refusal.roll-not-frozen': { zh: '名册还没有冻结。', en: 'The roll is not frozen yet.' },
  'refusal.roll-posted': { zh: '名册已经公布过。', en: 'The roll has already been posted.' },
  'refusal.roll-not-posted': { zh: '名册还没有公布。', en: 'The roll is not posted yet.' },
  'refusal.roll-objections-closed': {
    zh: '对名册的异议期已满，不再收异议。',
    en: 'The time for objections to the roll is over.',
  },
  'refusal.roll-settled': { zh: '名册已经确定。', en: 'The roll is settled.' },
  'refusal.roll-not-settled': {
    zh: '名册还在公布，异议处理完再用。',
    en: 'The roll is still posted; use it once its objections are decided.',
  },
  'refusal.roll-locked': {
    zh: '名册已经用于表决或附议，不能再改。',
    en: 'A vote or a call for support stands on this roll; it cannot be changed.',
  },
  'refusal.roll-changed': {
    zh: '名册后来有改动，请用新的名册。',
    en: 'The roll was changed since; use the roll as it stands now.',
  },
  'refusal.no-such-subject': {
    zh: '请选漏了、错了或其他。',
    en: 'Choose missing, wrong or other.',
  },
  'refusal.no-such-change': {
    zh: '请选增加、移除或更正。',
    en: 'Choose add, remove or correct.',
  },
  'refusal.no-such-line': { zh: '名册上没有这一行。', en: 'There is no such line on the roll.' },
  'refusal.already-on-the-roll': { zh: '名册上已经有这一行。', en: 'This line is already on the roll.' },
  'refusal.no-such-selector': {
    zh: '没有“{selector}”这种名册。',
    en: 'There is no roll of “{selector}”.',
  },
  'refusal.already-decided': { zh: '第{n}条异议已经决定。', en: 'Objection {n} is already decided.' },
  'refusal.own-objection': {
    zh: '这条异议是您自己提的，请别的工作人员决定。',
    en: 'You made this objection yourself; somebody else decides it.',
  },
  'refusal.change-not-upheld': {
    zh: '第{n}条异议不成立，名册不因它改动。',
    en: 'Objection {n} is not upheld, so it changes nothing on the roll.',
  },
  'notice.roll-posted': {
    zh: '名册已经公布，您看看有没有漏、有没有错，可以提异议。',
    en: 'The roll is posted. See whether somebody is missing or something is wrong; you may object.',
  },
  'notice.roll-objection-decided': {
    zh: '您对名册的第{n}条异议已决定：{upheld|label:upheld}。',
    en: 'Your objection {n} to the roll is decided: {upheld|label:upheld}.',
  },
  'notice.roll-changed': {
    zh: '名册上您的那一行有改动：{do|label:rollChange}。',
    en: 'Your line of the roll was changed: {do|label:rollChange}.',
  },
  'label.rollObjection.missing': { zh: '漏了', en: 'missing' },
  'label.rollObjection.wrong': { zh: '错了', en: 'wrong' },
  'label.rollObjection.other': { zh: '其他', en: 'other' },
  'label.rollChange.add': { zh: '增加一行', en: 'a line was added' },
  'label.rollChange.remove': { zh: '移除一行', en: 'a line was removed' },
  'label.rollChange.correct': { zh: '更正一行', en: 'a line was corrected' },
  // intake
  'event.Registered': {
    zh: '受理，编号{number}，来源：{source|label:source}',
    en: 'Taken in under number {number}; source: {source|label:source}',
  },
  'event.MergeProposed': { zh: '拟与{number}号合并办理', en: 'To be handled as one with number {number}' },
  'event.KeptApart': { zh: '不合并，单独办理', en: 'Kept apart and handled alone' },
  'event.IntakeChecked': {
    zh: '有{similar}件相近的事项，还没决定是否合并',
    en: 'Similar matters: {similar}; whether to merge is not decided yet',
  },
  'event.IntakeSettled': { zh: '受理办完', en: 'The intake is settled' },
  'refusal.intake-registered': { zh: '这件事已经受理过。', en: 'This matter has already been taken in.' },
  'refusal.intake-not-registered': { zh: '这件事还没有受理。', en: 'This matter is not taken in yet.' },
  'refusal.intake-settled': { zh: '受理已经办完，不能再改。', en: 'The intake is settled and cannot be changed.' },
  'refusal.no-such-source': { zh: '没有“{source}”这种来源。', en: 'There is no source “{source}”.' },
  'refusal.topic-missing': { zh: '没有写明是哪一类事。', en: 'What kind of matter it is is not named.' },
  'refusal.number-missing': { zh: '这件事没有编号。', en: 'This matter has no number.' },
  'refusal.similar-invalid': { zh: '相近事项第{row}行不对。', en: 'Row {row} of the similar matters is wrong.' },
  'refusal.no-such-matter': {
    zh: '它不在相近的事项里，不能合并。',
    en: 'It is not among the similar matters and cannot be merged with.',
  },
  'refusal.nothing-similar': { zh: '没有相近的事项，不用合并。', en: 'Nothing is similar; there is nothing to merge.' },
  'refusal.reporter-keeps-apart': {
    zh: '反映人不同意合并，单独办理。',
    en: 'Whoever brought it does not agree to a merge; it is handled alone.',
  },
  'notice.intake-receipt': {
    zh: '您反映的事已受理，编号{number}。',
    en: 'What you brought is taken in under number {number}.',
  },
  'notice.intake-merged': {
    zh: '您反映的事拟与{number}号合并办理；不同意可以选单独办理。',
    en: 'Your matter is to be handled as one with number {number}; if you do not agree, have it kept apart.',
  },
  'label.source.resident': { zh: '居民', en: 'a resident' },
  'label.source.hotline': { zh: '热线', en: 'the hotline' },
  'label.source.grid': { zh: '网格', en: 'the grid' },
  'label.source.committee': { zh: '居委会', en: 'the residents committee' },
  'label.source.street': { zh: '街道', en: 'the street' },
  // support
  'event.CosignOpened': {
    zh: '开始联名附议，要{threshold}户',
    en: 'Support is asked for; households needed: {threshold}',
  },
  'event.Supported': { zh: '有人附议，现有{supporters}户', en: 'Somebody supports it; households now: {supporters}' },
  'event.SupportWithdrawn': {
    zh: '有人撤回附议，现有{supporters}户',
    en: 'Somebody withdrew their support; households now: {supporters}',
  },
  'event.CosignClosed': {
    zh: '附议结束：{supporters}户，要{threshold}户，{outcome|label:cosign}',
    en: 'Support ends: {supporters} of {threshold} households, {outcome|label:cosign}',
  },
  'event.ProposerLeft': { zh: '提议人撤回议题', en: 'The proposer withdrew' },
  'event.ProposerContinues': { zh: '附议人接着提这个议题', en: 'A supporter takes the topic on' },
  'refusal.not-the-proposer': { zh: '您不是这个议题的提议人。', en: 'You are not the proposer of this topic.' },
  'refusal.proposer-has-left': { zh: '这个议题已经撤回。', en: 'The proposer has already withdrawn.' },
  'refusal.proposer-has-not-left': {
    zh: '提议人没有撤回，不用接着提。',
    en: 'The proposer has not withdrawn; nobody needs to go on.',
  },
  'refusal.not-a-supporter': { zh: '附议过的居民才能接着提。', en: 'Only a resident who supported it may go on.' },
  'notice.proposer-left': {
    zh: '您附议的“{title}”，提议人已撤回；您可以接着提。',
    en: 'The proposer of “{title}”, which you supported, withdrew; you may go on with it.',
  },
  'refusal.cosign-opened': { zh: '已经在联名附议。', en: 'Support is already being asked for.' },
  'refusal.cosign-not-open': { zh: '没有在联名附议。', en: 'Support is not being asked for.' },
  'refusal.cosign-closed': { zh: '联名附议已截止。', en: 'The time for support is over.' },
  'refusal.cosign-too-wide': {
    zh: '这份名册有{electors}户，一次联名附议最多{most}户。请把影响范围改为小区或楼栋，或者分片各自发起。',
    en: 'The roll has {electors} lines; support can be asked of {most} at once. Choose an estate or a building as its reach, or ask in each part separately.',
  },
  'refusal.household-supported': {
    zh: '这一户已经附议，每户一次。',
    en: 'This household already supports it; each household counts once.',
  },
  'refusal.nothing-to-withdraw': {
    zh: '您没有附议，不用撤回。',
    en: 'You did not support it; there is nothing to withdraw.',
  },
  'refusal.threshold-invalid': {
    zh: '附议门槛应是1到{electors}的整数，现在是{threshold}。',
    en: 'The number of supporters needed is a whole number from 1 to {electors}; it is {threshold}.',
  },
  'notice.cosign-opened': {
    zh: '有居民提议：{title}。同意把这件事拿来协商的，可以附议，一户一次。',
    en: 'A resident proposes: {title}. Who wants it discussed may support it, once a household.',
  },
  'label.cosign.reached': { zh: '够数', en: 'enough' },
  'label.cosign.not-reached': { zh: '不够', en: 'not enough' },
  // seats
  'event.CouncilOpened': { zh: '开始定席位', en: 'The seats are to be filled' },
  'event.CouncilComposed': { zh: '拟定席位{size}个', en: 'Seats drafted: {size}' },
  'event.ConflictDeclared': { zh: '第{n}席申请回避', en: 'Seat {n} declared a conflict of interest' },
  'event.MemberReplaced': {
    zh: '第{n}席换人：{kind|label:seat}',
    en: 'Seat {n} is filled anew: {kind|label:seat}',
  },
  'event.CouncilChecked': {
    zh: '核对席位，有{conflicts}席要回避',
    en: 'The seats are checked; in conflict: {conflicts}',
  },
  'event.CouncilSettled': { zh: '席位确定并公布，共{size}席', en: 'The seats are settled and published: {size}' },
  'refusal.council-opened': { zh: '席位已经在定。', en: 'The seats are already being filled.' },
  'refusal.council-not-composed': { zh: '席位还没有定。', en: 'The seats are not filled yet.' },
  'refusal.no-open-objection': { zh: '没有待处理的异议。', en: 'No objection is open.' },
  'refusal.council-not-open': { zh: '还没有开始定席位。', en: 'The seats are not to be filled yet.' },
  'refusal.council-settled': {
    zh: '席位已经确定，只能逐个换人。',
    en: 'The seats are settled; only single members can be replaced.',
  },
  'refusal.council-seats-invalid': { zh: '席位表第{row}行不对。', en: 'Row {row} of the table of seats is wrong.' },
  'refusal.council-empty': { zh: '席位名单是空的。', en: 'Nobody is named for a seat.' },
  'refusal.council-too-large': { zh: '席位最多{most}个。', en: 'There are {most} seats at most.' },
  'refusal.council-kind-unknown': {
    zh: '席位表里没有“{kind|label:seat}”。',
    en: 'There is no seat of the kind “{kind|label:seat}”.',
  },
  'refusal.council-person-twice': {
    zh: '同一个人只能占一席，名单里有人重复。',
    en: 'A person takes one seat only, and somebody stands in the list twice.',
  },
  'refusal.council-mandatory-missing': {
    zh: '“{kind|label:seat}”必须有席位；不设的，要写明理由。',
    en: 'There has to be a seat of “{kind|label:seat}”; say why where there is none.',
  },
  'refusal.council-without-seated': {
    zh: '“{kind|label:seat}”写了不设，又排了人。',
    en: '“{kind|label:seat}” is left out, and yet somebody is named for it.',
  },
  'refusal.council-seat-too-few': {
    zh: '“{kind|label:seat}”只有{n}席，至少{min}席。',
    en: '“{kind|label:seat}” has {n} seats; at least {min} are needed.',
  },
  'refusal.council-seat-too-many': {
    zh: '“{kind|label:seat}”有{n}席，最多{max}席。',
    en: '“{kind|label:seat}” has {n} seats; {max} at most.',
  },
  'refusal.council-side-over-half': {
    zh: '{size}席里{side|label:side}占{seats}席，超过一半。',
    en: 'Of {size} seats {seats} are of {side|label:side}: more than half.',
  },
  'refusal.council-kind-over-half': {
    zh: '{size}席里“{kind|label:seat}”占{seats}席，超过一半。',
    en: 'Of {size} seats {seats} are of “{kind|label:seat}”: more than half.',
  },
  'refusal.person-missing': { zh: '没有写明是谁。', en: 'Who it is is not named.' },
  'refusal.reason-missing': { zh: '要写明理由。', en: 'A reason is needed.' },
  'refusal.conflict-declared': { zh: '您已经申请回避。', en: 'You have already declared a conflict.' },
  'refusal.no-such-member': { zh: '没有第{n}席。', en: 'There is no seat {n}.' },
  'notice.council-conflict': {
    zh: '第{n}席（{kind|label:seat}）申请回避，需要换人。',
    en: 'Seat {n} ({kind|label:seat}) declared a conflict of interest and has to be filled anew.',
  },
  'notice.council-seated': {
    zh: '请您参加协商，席位：第{n}席，{kind|label:seat}。',
    en: 'You are asked to take part: seat {n}, {kind|label:seat}.',
  },
  'label.side.government': { zh: '政府一方', en: 'the government’s side' },
  'label.side.residents': { zh: '居民一方', en: 'the residents’ side' },
  'label.side.organisation': { zh: '社会组织一方', en: 'the side of organisations' },
  'label.side.expert': { zh: '专家一方', en: 'the side of experts' },
  'label.seat.convenor': { zh: '召集人', en: 'convenor' },
  'label.seat.affected': { zh: '利益相关方', en: 'interested parties' },
  'label.seat.keeper': { zh: '楼栋长', en: 'building keepers' },
  'label.seat.resident': { zh: '居民', en: 'residents' },
  'label.seat.committee': { zh: '居委会', en: 'residents committee' },
  'label.seat.party': { zh: '党组织', en: 'Party organisation' },
  'label.seat.department': { zh: '部门', en: 'departments' },
  'label.seat.street': { zh: '街道', en: 'street office' },
  'label.seat.expert': { zh: '专家', en: 'experts' },
  'label.seat.social-worker': { zh: '社会工作者', en: 'social workers' },
  'label.seat.organisation': { zh: '社会组织', en: 'organisations' },
  'label.seat.owners-committee': { zh: '业主委员会', en: 'owners committee' },
  'label.seat.property': { zh: '物业服务人', en: 'property service' },
  'label.seat.supervision': { zh: '居务监督委员会', en: 'supervision committee' },
  // closing record
  'event.Sealed': { zh: '封存归档，共{count}份记录', en: 'Sealed and filed; streams: {count}' },
  'refusal.archive-sealed': { zh: '这件事已经封存归档。', en: 'This matter has already been sealed and filed.' },
  'refusal.archive-stream': {
    zh: '要封存的第{row}条流不对。',
    en: 'Stream {row} to be sealed is wrong.',
  },
  // what a record was asked for
  'label.command.stage': { zh: '录入名册', en: 'take in lines of the roll' },
  'label.command.post': { zh: '公布名册', en: 'post the roll' },
  'label.command.decideObjection': { zh: '决定异议', en: 'decide an objection' },
  'label.command.change': { zh: '改动名册', en: 'change the roll' },
  'label.command.lock': { zh: '锁定名册', en: 'lock the roll' },
  'label.command.settle': { zh: '核定', en: 'settle' },
  'label.command.register': { zh: '受理', en: 'take in' },
  'label.command.merge': { zh: '合并办理', en: 'merge' },
  'label.command.keepApart': { zh: '单独办理', en: 'keep apart' },
  'label.command.support': { zh: '附议', en: 'support' },
  'label.command.withdraw': { zh: '撤回附议', en: 'withdraw support' },
  'label.command.leave': { zh: '撤回议题', en: 'withdraw the topic' },
  'label.command.continue': { zh: '接着提议题', en: 'take the topic on' },
  'label.command.compose': { zh: '拟定席位', en: 'fill the seats' },
  'label.command.conflict': { zh: '申请回避', en: 'declare a conflict' },
  'label.command.seal': { zh: '封存归档', en: 'seal and file' },
};
