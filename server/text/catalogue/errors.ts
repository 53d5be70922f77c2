import type { Catalogue } from '../types.js';

/** Errors of the HTTP interface that are no refusal of a decider. */
export const ERRORS: Catalogue = {
  'error.unexpected': {
    zh: '程序出错，已记下。请稍后再试。',
    en: 'A fault in the program; it was noted. Try again later.',
  },
  'error.database-away': {
    zh: '数据库暂时连不上。请稍后再试，重复提交不会算两次。',
    en: 'The database cannot be reached just now. Try again later; what is sent twice counts once.',
  },
  'error.invalid-request': { zh: '提交的内容格式不对。', en: 'The request has the wrong form.' },
  'error.invalid-form': { zh: '有几项没有填对。', en: 'Some fields are not filled in correctly.' },
  'error.invalid-idempotency-key': {
    zh: '提交缺少编号，请刷新页面。',
    en: 'The submission has no key; reload the page.',
  },
  'error.body-too-large': { zh: '提交的内容太大。', en: 'The submission is too large.' },
  'error.not-found': { zh: '没有这个页面。', en: 'There is no such page.' },
  'error.not-signed-in': { zh: '请先登录。', en: 'Sign in first.' },
  'error.csrf-token-wrong': { zh: '页面过期，请刷新。', en: 'The page is out of date; reload it.' },
  'error.wrong-account-or-password': { zh: '账号或密码不对。', en: 'Wrong account or password.' },
  'error.too-many-tries': {
    zh: '试得太多，{seconds}秒后再试。',
    en: 'Too many tries; try again in {seconds} seconds.',
  },
  'error.demo-off': { zh: '这里不是演示，时钟不能调。', en: 'This is no demo; the clock cannot be moved.' },
  'error.field-unknown': { zh: '没有“{field}”这一项。', en: 'There is no field “{field}”.' },
  'error.field-missing': { zh: '“{field}”还没有填。', en: '“{field}” is missing.' },
  'error.field-invalid': { zh: '“{field}”填得不对。', en: '“{field}” does not fit.' },
  'error.elector-unknown': {
    zh: '登记册里找不到这一户或这个人，或者不属于这份名册的范围。',
    en: 'The register has no such household or person within the reach of this roll.',
  },
  'error.person-unknown': { zh: '找不到所选的人。', en: 'The person chosen is not known here.' },
  'error.newcomer-incomplete': {
    zh: '新来的人要写姓名，也要写住处或单位。',
    en: 'Somebody new needs a name, and a home or an office.',
  },
  'error.act-unknown': { zh: '没有这种操作。', en: 'There is no such act.' },
  'error.code-wrong': { zh: '签到码不对，请看会场屏幕。', en: 'The code is wrong. Look at the screen at the meeting.' },
  'error.file-empty': { zh: '文件是空的。', en: 'The file is empty.' },
  'error.file-too-large': { zh: '文件太大，最多10兆。', en: 'The file is larger than 10 MB.' },
  'error.file-kind-refused': {
    zh: '只收照片（JPEG、PNG、WebP）、PDF、Word 和 Excel 文件。',
    en: 'Only photos (JPEG, PNG, WebP), PDF, Word and Excel files are taken.',
  },
  'error.file-too-heavy': {
    zh: '这个文件检查起来太费时间或内存，没有查完，什么都没有写入。请另存为CSV，或拆成几个文件，每个不超过5000行，每格不超过1000个字。',
    en: 'Checking this file took more time or memory than it may, and nothing was written. Save it as CSV, or split it into files of at most 5,000 rows each, with at most 1,000 characters in a cell.',
  },
  'error.file-unreadable': {
    zh: '照片打不开，可能没有传完，请重新选择。',
    en: 'The photo cannot be read. Choose it again.',
  },
  'error.file-unknown': { zh: '文件没有上传成功，请重新选择。', en: 'The file was not uploaded. Choose it again.' },
  'error.list-too-long': { zh: '“{field}”最多{most}项。', en: '“{field}” takes {most} at most.' },
  'error.text-empty': { zh: '内容还是空的。', en: 'The text is empty.' },
  'error.text-too-long': { zh: '最多{most}个字。', en: '{most} characters at most.' },
  'error.calendar-unreadable': {
    zh: '日历文件不对（{field} {value}）：{fault|say:calendar}',
    en: 'The calendar file is wrong ({field} {value}): {fault|say:calendar}',
  },
  'error.procedure-unknown': { zh: '没有这个流程。', en: 'There is no such procedure.' },
  'error.matter-unknown': { zh: '没有这件事，或不在您的社区。', en: 'There is no such matter in your reach.' },
  'error.list-unknown': { zh: '没有这个列表。', en: 'There is no such list.' },
  'error.search-too-long': {
    zh: '搜索的字太多，最多{most}个字。',
    en: 'The search is too long: at most {most} characters.',
  },
  'error.page-unknown': { zh: '这一页已经不在了，请从头看起。', en: 'This page is gone; begin with the first one.' },
  'error.filter-unknown': { zh: '没有这个常用筛选。', en: 'There is no such saved filter.' },
  'error.filter-name-taken': {
    zh: '已有同名的常用筛选，请换个名称。',
    en: 'Another saved filter has this name; choose another one.',
  },
  'error.filters-full': {
    zh: '常用筛选最多{most}个，请先删去一个。',
    en: 'At most {most} filters are kept; delete one first.',
  },
  'error.batch-not-allowed': {
    zh: '这一步只能逐件办理，不能批量。',
    en: 'This step is done one by one, not several at once.',
  },
  'error.batch-not-alike': {
    zh: '选中的任务不是同一步，不能一起办理。',
    en: 'The chosen tasks are not of the same step; they cannot be done together.',
  },
  'error.task-unknown': { zh: '没有这项任务。', en: 'There is no such task.' },
  'error.alarm-unknown': { zh: '没有这条提醒，可能已处理。', en: 'There is no such alarm; it may be settled.' },
  'error.poll-unknown': { zh: '没有这次表决。', en: 'There is no such vote.' },
  'error.opinions-unknown': { zh: '没有这次征求意见。', en: 'There is no such collection of opinions.' },
  'error.opinion-unknown': { zh: '没有这条意见。', en: 'There is no such opinion.' },
  'error.notice-unknown': { zh: '没有这份公示。', en: 'There is no such notice.' },
  'error.objection-unknown': { zh: '没有这条异议。', en: 'There is no such objection.' },
  'error.message-unknown': { zh: '没有这条通知。', en: 'There is no such message.' },
  'error.login-taken': { zh: '这个账号已经有人用。', en: 'This account name is taken.' },
  'error.login-invalid': {
    zh: '账号只能用字母、数字和 . _ -。',
    en: 'An account name has letters, digits and . _ - only.',
  },
  'error.password-too-short': {
    zh: '密码太短，至少12个字符。',
    en: 'The password is too short; 12 characters at least.',
  },
  'error.password-too-long': { zh: '密码太长。', en: 'The password is too long.' },
  'error.invitation-invalid': {
    zh: '链接已用过或过期，请重新发。',
    en: 'The link was used or is out of date; ask for a new one.',
  },
};
