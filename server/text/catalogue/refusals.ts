import type { Catalogue } from '../types.js';

/** Why something was not done, and the way on. What a resident can meet addresses 您. */
export const REFUSALS: Catalogue = {
  // the matter
  'refusal.not-started': { zh: '这件事还没有开始。', en: 'This matter has not started.' },
  'refusal.already-started': { zh: '这件事已经开始了。', en: 'This matter has already started.' },
  'refusal.instance-ended': { zh: '这件事已经结束，不能再改。', en: 'This matter has ended and cannot be changed.' },
  'refusal.suspended': { zh: '这件事挂起了，恢复后再办。', en: 'This matter is suspended; go on once it is resumed.' },
  'refusal.not-suspended': { zh: '这件事没有挂起。', en: 'This matter is not suspended.' },
  'refusal.unknown-process': { zh: '没有流程“{process}”。', en: 'There is no procedure “{process}”.' },
  'refusal.no-start': { zh: '流程“{process}”没有这个起点。', en: 'Procedure “{process}” has no such start.' },
  // the command
  'refusal.unknown-command': { zh: '系统不认识这个操作。', en: 'This operation is not known.' },
  'refusal.unknown-operation': { zh: '任务没有这个操作。', en: 'A task has no such operation.' },
  'refusal.bad-command': { zh: '操作的内容不完整。', en: 'The operation is not complete.' },
  'refusal.bad-variables': { zh: '填写的内容格式不对。', en: 'What was filled in has the wrong form.' },
  'refusal.variables-too-large': { zh: '填写的内容太长，请缩短。', en: 'What was filled in is too long.' },
  'refusal.unsettled': {
    zh: '到期的事办了又来，没有尽头；时间没有往前走。',
    en: 'What falls due comes again without end; the clock did not get there.',
  },
  'refusal.job-failed': { zh: '承办的系统报告失败。', en: 'Whoever worked on it reported a failure.' },
  // what it is about
  'refusal.unknown-key': { zh: '没有这一项，请重新打开页面。', en: 'There is no such item; open the page again.' },
  'refusal.already-completed': { zh: '这一项已经办完。', en: 'This has already been done.' },
  'refusal.incident-open': {
    zh: '这一步出了问题，处理后再办。',
    en: 'Something is wrong at this step; go on once it is put right.',
  },
  'refusal.due-not-later': {
    zh: '只能往后延，新的日期要晚于{due|deadline}。',
    en: 'A term can only be made longer: the new date must be after {due|deadline}.',
  },
  'refusal.too-early': { zh: '还没到时间：{due|deadline}。', en: 'It is too early: {due|deadline}.' },
  'refusal.awaiting-calendar': {
    zh: '日期待定：{year}年的日历还没有载入。',
    en: 'Date pending: the calendar of {year} is not loaded yet.',
  },
  // who asks
  'refusal.role-does-not-fit': { zh: '您的身份不能办这件事。', en: 'Your role cannot do this.' },
  'refusal.scope-does-not-fit': { zh: '这件事不在您的社区。', en: 'This is not a matter of your community.' },
  'refusal.not-assigned-to-you': { zh: '这项任务由别人在办。', en: 'Somebody else has this task.' },
  // tasks and their seats
  'refusal.already-claimed': { zh: '这项任务已经有人认领。', en: 'Somebody has already claimed this task.' },
  'refusal.nothing-behind': { zh: '前面没有可以退回的步骤。', en: 'There is no earlier step to send it back to.' },
  'refusal.task-over': { zh: '这项任务已经不用办了。', en: 'This task need not be done any more.' },
  'refusal.nobody-to-name': { zh: '这里没有别人能办这件事。', en: 'Nobody else here could do this.' },
  'refusal.receiver-cannot-act': { zh: '对方不能办这项任务。', en: 'That person cannot do this task.' },
  'refusal.not-claimed': { zh: '这项任务还没有人认领。', en: 'Nobody has claimed this task.' },
  'refusal.waits-for-you': { zh: '正等您办，不用催。', en: 'It waits for you; there is nobody else to remind.' },
  'refusal.due-too-late': { zh: '一次最多延{days}天。', en: 'At most {days} days more at once.' },
  'refusal.already-urged': {
    zh: '今天已经催过（{at|instant}），一天催一次。',
    en: 'A reminder was sent today already ({at|instant}); one a day.',
  },
  'refusal.already-delegated': { zh: '这项任务已经委托出去。', en: 'This task has already been delegated.' },
  'refusal.not-delegated': { zh: '这项任务没有委托。', en: 'This task is not delegated.' },
  'refusal.seats-open': { zh: '还有加签的人没有办完。', en: 'Somebody whose seat was added has not acted yet.' },
  'refusal.seat-taken': { zh: '这个人已经加签。', en: 'This person already has a seat.' },
  'refusal.seat-acted': { zh: '加签的人已经办过。', en: 'This seat has already acted.' },
  'refusal.unknown-seat': { zh: '没有这个加签。', en: 'There is no such seat.' },
  'refusal.not-your-seat': { zh: '这个加签不是您的。', en: 'This seat is not yours.' },
  'refusal.not-your-turn': { zh: '还没轮到您。', en: 'It is not your turn yet.' },
  // roll
  'refusal.roll-frozen': {
    zh: '名册已经冻结，共{electors}人。',
    en: 'The roll is already frozen with {electors} people.',
  },
  'refusal.roll-empty': { zh: '名册是空的，先登记居民再办。', en: 'Nobody is on the roll; register residents first.' },
  'refusal.roll-too-long': {
    zh: '名册有{electors}人，最多{most}人。',
    en: 'The roll has {electors} people; {most} at most.',
  },
  'refusal.roll-line': { zh: '名册第{line}行不对。', en: 'Line {line} of the roll is wrong.' },
  'refusal.roll-order': {
    zh: '名册第{line}行重复或次序不对。',
    en: 'Line {line} of the roll is repeated or out of order.',
  },
  'refusal.roll-incomplete': {
    zh: '名册应有{named}行，只到了{electors}行。',
    en: 'The roll should have {named} lines; {electors} came.',
  },
  // opinions
  'refusal.opinions-open': { zh: '已经在征求意见。', en: 'Opinions are already being collected.' },
  'refusal.opinions-not-open': { zh: '没有在征求意见。', en: 'Opinions are not being collected.' },
  'refusal.entity-cancelled': {
    zh: '这一步已经终止，不再办理。已经说的、写的都保留。',
    en: 'This step was broken off; nothing more is done in it. What was said there stays.',
  },
  'refusal.entity-over': { zh: '已经办完，不用终止。', en: 'It is over already.' },
  'refusal.opinions-closed': { zh: '征求意见已截止。', en: 'The time for opinions is over.' },
  'refusal.opinions-not-closed': { zh: '征求意见还没有截止。', en: 'The time for opinions is not over.' },
  'refusal.opinions-settled': {
    zh: '意见都已答复，不能再改。',
    en: 'All opinions are answered; nothing can be changed.',
  },
  'refusal.opinions-full': { zh: '意见已满{most}条。', en: 'There are already {most} opinions.' },
  'refusal.too-many-opinions': { zh: '每人最多提{most}条意见。', en: 'One person may give {most} opinions at most.' },
  'refusal.no-such-opinion': { zh: '没有第{n}条意见。', en: 'There is no opinion {n}.' },
  'refusal.not-for-others': {
    zh: '这件事只能本人办，不能代办。',
    en: 'Only the person may do this; nobody can enter it for them.',
  },
  'refusal.no-such-stance': { zh: '请选支持、反对或其他意见。', en: 'Choose supports, opposes or other.' },
  'refusal.no-such-answer': { zh: '没有这种答复。', en: 'There is no such answer.' },
  'refusal.already-answered': {
    zh: '第{n}条已经答复，不能再改。',
    en: 'Number {n} is already answered and cannot be changed.',
  },
  'refusal.not-sealed': {
    zh: '填写的内容没有封好，请重新提交。',
    en: 'What was typed did not arrive sealed; send it again.',
  },
  'refusal.text-missing': { zh: '内容还是空的。', en: 'The text is empty.' },
  'refusal.term-invalid': { zh: '期限应是大于零的整数。', en: 'A term is a whole number greater than zero.' },
  // poll
  'refusal.poll-open': {
    zh: '表决还在进行，截止后才能看。',
    en: 'The vote is still open; this is shown after it closes.',
  },
  'refusal.poll-opened': { zh: '表决已经开始过。', en: 'The vote has already been opened.' },
  'refusal.pack-unknown': { zh: '{day}没有生效的规则“{pack}”。', en: 'No rule pack “{pack}” is in force on {day}.' },
  'refusal.below-floor': {
    zh: '{code|say:law}依据：{law}第{article}条。',
    en: '{code|say:law} Basis: {law}, article {article}.',
  },
  'refusal.poll-not-open': { zh: '表决没有开始或已经截止。', en: 'The vote is not open.' },
  'refusal.poll-closed': { zh: '表决已截止。', en: 'The vote is closed.' },
  'refusal.poll-not-closed': { zh: '表决还没有截止，不能计票。', en: 'The vote is not closed, so nothing is counted.' },
  'refusal.question-missing': { zh: '没有写表决的问题。', en: 'The question of the vote is missing.' },
  'refusal.consequences-missing': {
    zh: '没有写通过后怎么办、没有通过怎么办。',
    en: 'What follows if it passes, and if it does not, is missing.',
  },
  'refusal.roll-missing': { zh: '没有冻结的名册，不能表决。', en: 'There is no frozen roll to vote on.' },
  'refusal.fraction-invalid': {
    zh: '门槛应写成分数，如三分之二以上。',
    en: 'Write the requirement as a fraction, such as at least two thirds.',
  },
  'refusal.board-invalid': {
    zh: '票箱里有一张表决票不对，不能计票。',
    en: 'A ballot in the box is wrong; nothing is counted.',
  },
  'refusal.board-missing': { zh: '取不到票箱。', en: 'The ballot box cannot be had.' },
  'refusal.board-differs': {
    zh: '票箱与截止时不一样，不能计票。',
    en: 'The ballot box is not the one named at close; nothing is counted.',
  },
  'refusal.not-on-the-roll': { zh: '您不在这次表决的名册上。', en: 'You are not on the roll of this vote.' },
  'refusal.which-line': {
    zh: '您可以代表{lines}户，请说明这次以哪一户的名义。',
    en: 'You may act for {lines} households; say for which one this is.',
  },
  'refusal.not-your-line': {
    zh: '名册上的这一户不由您代表，请换一户。',
    en: 'You do not stand for this household on the roll; choose another.',
  },
  'refusal.not-your-ballot': { zh: '只能投自己的表决票。', en: 'You can cast only your own ballot.' },
  'refusal.no-such-choice': { zh: '请选赞成、反对或弃权。', en: 'Choose for, against or abstain.' },
  'refusal.no-such-channel': { zh: '这次表决不收这种票。', en: 'This vote takes no such ballots.' },
  'refusal.bad-salt': { zh: '表决票没有封好，请重新投。', en: 'The ballot did not arrive sealed; cast it again.' },
  'refusal.too-many-ballots': { zh: '改投已满{most}次。', en: 'The ballot has been changed {most} times.' },
  // notice
  'refusal.notice-published': { zh: '已经公示。', en: 'It is already published.' },
  'refusal.notice-not-open': { zh: '没有在公示。', en: 'It is not published now.' },
  'refusal.notice-closed': { zh: '公示期已满，不再收异议。', en: 'The publicity period is over; no more objections.' },
  'refusal.notice-not-closed': {
    zh: '公示期未满，不能缩短。',
    en: 'The publicity period is not over and cannot be cut short.',
  },
  'refusal.notice-ended': { zh: '公示已经结束。', en: 'The publicity has ended.' },
  'refusal.notice-code-missing': { zh: '没有写明公示什么。', en: 'What is published is not named.' },
  'refusal.objections-closed': {
    zh: '公示期已满，不再收异议。',
    en: 'The publicity period is over; no more objections.',
  },
  'refusal.objections-open': {
    zh: '还有{open}条异议没答复，先答复第{first}条。',
    en: 'Objections not answered: {open}; number {first} comes first.',
  },
  'refusal.objections-full': { zh: '异议已满{most}条。', en: 'There are already {most} objections.' },
  'refusal.too-many-objections': {
    zh: '每人最多提{most}条异议。',
    en: 'One person may make {most} objections at most.',
  },
  'refusal.no-such-objection': { zh: '没有第{n}条异议。', en: 'There is no objection {n}.' },
  // notify, calendar, organisation
  'refusal.notification-sent': { zh: '通知已经发出。', en: 'The notice has already been sent.' },
  'refusal.no-such-audience': { zh: '没有写明通知谁。', en: 'Whom to tell is not named.' },
  'refusal.notification-code-missing': { zh: '没有写明通知什么。', en: 'What to tell is not named.' },
  'refusal.calendar-loaded': {
    zh: '{year}年的日历已经载入，不能换。',
    en: 'The calendar of {year} is loaded and cannot be replaced.',
  },
  'refusal.calendar-invalid': {
    zh: '日历文件不对：{field} {value}。',
    en: 'The calendar file is wrong: {field} {value}.',
  },
  'refusal.calendar-hash': { zh: '日历文件的指纹对不上。', en: 'The fingerprint of the calendar file does not match.' },
  'refusal.closing-invalid': { zh: '停止办公的记录不对。', en: 'The record of the closing is wrong.' },
  'refusal.closing-number': {
    zh: '刚刚又登记了别的停止办公日，请再试一次。',
    en: 'Another closing was recorded just now; try again.',
  },
  'refusal.closing-text-missing': { zh: '要写事由和文件。', en: 'Reason and document are needed.' },
  'refusal.closing-backwards': {
    zh: '最后一天不能早于第一天。',
    en: 'The last day cannot come before the first.',
  },
  'refusal.closing-too-long': { zh: '一次最多{most}天。', en: 'A closing may last {most} days at most.' },
  'refusal.closing-past': {
    zh: '只能登记今天和以后的日子：过去的日子已经算进期限。',
    en: 'Only today and days to come can be closed: past days were counted already.',
  },
  'refusal.closing-year': {
    zh: '{year}年的日历还没有载入，请先载入。',
    en: 'The calendar of {year} is not loaded yet; load it first.',
  },
  'refusal.closing-not-worked': {
    zh: '这些天本来就不上班，不用登记。',
    en: 'None of these days is worked anyway; there is nothing to record.',
  },
  'refusal.closing-overlaps': {
    zh: '和已经登记的停止办公日重叠：{from|date}至{to|date}。',
    en: 'It overlaps with a closing that is recorded: {from|date} to {to|date}.',
  },
  'refusal.closing-unknown': { zh: '没有这条停止办公日。', en: 'There is no such closing.' },
  'refusal.closing-withdrawn': { zh: '这条停止办公日已经撤回。', en: 'This closing was taken back already.' },
  'refusal.closing-begun': {
    zh: '停止办公已经开始，不能撤回。',
    en: 'The closing has begun and cannot be taken back.',
  },
  'refusal.unit-without-parent': { zh: '“{path}”没有上级单位。', en: '“{path}” has no unit above it.' },
  'refusal.unit-exists': { zh: '单位“{path}”已经有了。', en: 'Unit “{path}” exists already.' },
  'refusal.unknown-scope': { zh: '没有单位“{scope}”。', en: 'There is no unit “{scope}”.' },
  'refusal.unknown-role': { zh: '没有这个角色。', en: 'There is no such role.' },
  'refusal.appointment-exists': { zh: '这项任命已经有了。', en: 'This appointment exists already.' },
  'refusal.already-appointed': { zh: '这个人已经有这个角色。', en: 'This person already has the role.' },
  'refusal.unknown-appointment': { zh: '没有这项任命。', en: 'There is no such appointment.' },
  // keeping of streams
  'refusal.conflict': {
    zh: '同一次提交内容不同，请刷新后重试。',
    en: 'The same submission came with other content; reload and try again.',
  },
  'refusal.stream-unknown': { zh: '没有这份记录。', en: 'There is no such record.' },
  'refusal.stream-exists': { zh: '这份记录已经有了。', en: 'This record exists already.' },
  'refusal.stream-kind': { zh: '这份记录不是这一类。', en: 'This record is of another kind.' },
  'refusal.kind-unknown': { zh: '没有这一类记录。', en: 'There is no such kind of record.' },
  'refusal.definition-unknown': { zh: '没有这个流程版本。', en: 'There is no such version of the procedure.' },
  'refusal.text-invalid': { zh: '名称里有不能用的字符。', en: 'The name holds characters that cannot be used.' },
  // scenarios
  'refusal.bad-step': { zh: '这一步看不懂。', en: 'This step is not understood.' },
  'refusal.no-such-act': { zh: '没有这个动作。', en: 'There is no such act.' },
  'refusal.no-such-stream': { zh: '这件事里没有这样的记录。', en: 'The matter has no such record.' },
  'refusal.nobody': { zh: '例子里没有这个人。', en: 'The scenario has no such person.' },
  'refusal.nothing-due': { zh: '没有到期的事。', en: 'Nothing is due.' },
  'refusal.nothing-waiting': { zh: '没有这样的事在等。', en: 'Nothing like this is waiting.' },
  // plans of jobs
  'refusal.input-missing': { zh: '这一步缺少“{field}”。', en: 'The step lacks “{field}”.' },
  'refusal.stream-missing': { zh: '这一步没有留下记录。', en: 'The step left no record.' },
  'refusal.plan-without-end': { zh: '这一步要的资料没有尽头。', en: 'The step never stops asking for facts.' },
  'refusal.job-exception': { zh: '程序出错，请联系管理员。', en: 'A fault in the program; tell the administrator.' },
};
