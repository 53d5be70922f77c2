import type { Catalogue } from '../types.js';

/** Words of enrolment, sign-in and privacy. */
export const IDENTITY: Catalogue = {
  'sms.enrol': {
    zh: '【合议】注册验证码{code}，5分钟内有效。不要告诉别人，工作人员也不会问您要。',
    en: 'Heyi: {code} is your enrolment code, good for 5 minutes. Tell it to nobody; staff will never ask for it.',
  },
  'sms.reset': {
    zh: '【合议】重设密码验证码{code}，5分钟内有效。不是您本人操作请不要理会。',
    en: 'Heyi: {code} is your code for a new password, good for 5 minutes. If you did not ask for it, do nothing.',
  },
  'error.household-code-wrong': {
    zh: '注册码不对，或者已经用过、过期了。请看纸上的12位码，或到社区重新领取。',
    en: 'The code is wrong, used or out of date. Look at the 12 characters on the paper, or ask for a new one at the desk.',
  },
  'error.phone-invalid': { zh: '手机号不对，应当是11位数字。', en: 'This is no phone number.' },
  'error.phone-code-wrong': {
    zh: '验证码不对或者过期了。输错5次要重新获取。',
    en: 'The code is wrong or out of date. After five wrong tries ask for a new one.',
  },
  'error.phone-code-too-soon': {
    zh: '刚发过验证码，请过1分钟再试。',
    en: 'A code was just sent. Try again in a minute.',
  },
  'error.phone-code-too-many': {
    zh: '今天发给这个号码的验证码太多，请明天再试或到社区办理。',
    en: 'Too many codes were sent to this number today. Try tomorrow, or come to the desk.',
  },
  'error.sms-not-available': {
    zh: '这里还不能发短信，请到社区办理。',
    en: 'No text messages can be sent here. Please come to the desk.',
  },
  'error.member-unknown': { zh: '请选您是哪一位家庭成员。', en: 'Choose which member of the household you are.' },
  'error.member-has-account': {
    zh: '这位家庭成员已经有账号。忘记密码可以重设。',
    en: 'This member has an account already. A forgotten password can be set anew.',
  },
  'error.enrolment-unknown': {
    zh: '没有这份待核验的注册，可能已经办过。',
    en: 'There is no such enrolment to check; perhaps it was decided already.',
  },
  'error.enrolment-needs-another': {
    zh: '注册码是您打印的，核验要由另一位工作人员或网格员来办。社区只有一位工作人员的，请街道经办人核验。',
    en: 'You printed this code, so somebody else has to check the papers: another worker or a grid worker, or the street office where the community has only one worker.',
  },
  'error.enrolment-waiting': {
    zh: '账号正在等社区核验，核验后才能办事。',
    en: 'The account waits to be checked at the community’s desk; until then nothing can be done with it.',
  },
  'error.enrolment-refused': {
    zh: '社区没有通过这个账号，请到社区办理。',
    en: 'The community did not accept this account. Please come to the desk.',
  },
  'error.second-factor-needed': {
    zh: '这个岗位要先设好动态验证码，才能办事。',
    en: 'This post takes a second factor. Set it up first.',
  },
  'error.second-factor-set': {
    zh: '已经设过动态验证码。换手机请找安全管理员解除。',
    en: 'A second factor is set already. For another device ask the security administrator to remove it.',
  },
  'error.second-factor-wrong': {
    zh: '动态验证码不对。每个码只能用一次，请等下一个。',
    en: 'The code is wrong. Every code is good once; wait for the next one.',
  },
  'error.sign-in-step-over': { zh: '登录超时，请重新输入密码。', en: 'The sign-in ran out. Enter the password again.' },
  'error.has-account': {
    zh: '这个人已经有账号，请用重设密码。',
    en: 'This person has an account; reset its password.',
  },
  'error.residents-enrol': {
    zh: '居民凭注册码自己注册，不用开户链接。',
    en: 'Residents enrol with their code; they need no link.',
  },
  'error.account-unknown': { zh: '这个人还没有账号。', en: 'This person has no account.' },
  'error.erasure-holds-office': {
    zh: '这个人还担任职务，先免职再删除个人信息。',
    en: 'This person holds an office; it has to end before their data can be erased.',
  },
  'error.erasure-open-matters': {
    zh: '这个人还在进行中的事项里：{matters}。办结后再删除个人信息。',
    en: 'This person takes part in matters that still run: {matters}. Erase once they are over.',
  },
  'error.only-on-a-server': { zh: '试运行里不办这件事。', en: 'This is not done in a try-run.' },
  'notice.enrolment-accepted': {
    zh: '社区已核验您的账号，可以参与议事了。',
    en: 'The community has checked your account; you can take part now.',
  },
  'notice.enrolment-refused': {
    zh: '社区没有通过您的注册，请带身份证到社区办理。',
    en: 'The community did not accept your enrolment. Please come to the desk with your identity card.',
  },
  'access.register-search': { zh: '查找名册', en: 'looked people up in the register' },
  'access.register-export': { zh: '导出名册', en: 'took the register out' },
  'access.register-import': { zh: '导入名册', en: 'brought a roster in' },
  'access.texts-opened': { zh: '打开事项里的居民原话', en: 'opened what residents wrote in a matter' },
  'access.trace-opened': { zh: '打开事项的追溯', en: 'opened the trace of a matter' },
  'access.questions-asked': { zh: '在追溯里按问题查阅', en: 'asked questions of the trace' },
  'access.evidence-taken': { zh: '下载事项的证据文件', en: 'took the evidence of a matter' },
  'access.acted-for': { zh: '代居民办理', en: 'acted for a resident' },
  'access.letters-listed': { zh: '查看要送达的纸质信', en: 'read the list of letters to bring' },
  'access.own-data-taken': { zh: '导出本人数据', en: 'took out their own data' },
  'access.enrolment-decided': { zh: '核验注册', en: 'decided about an enrolment' },
  'access.codes-printed': { zh: '打印{n}户注册码', en: 'printed codes for {n} households' },
  'access.password-link': { zh: '发出重设密码链接', en: 'gave a link for a new password' },
  'access.invited': { zh: '发出开户链接', en: 'gave a link to a first account' },
  'access.second-factor-set': { zh: '设好动态验证码', en: 'set up a second factor' },
  'access.second-factor-removed': { zh: '解除动态验证码', en: 'removed a second factor' },
  'access.second-factor-removed-by-operator': {
    zh: '用命令行解除动态验证码',
    en: 'removed a second factor on the command line',
  },
  'access.erased': { zh: '删除个人信息：{reason}', en: 'erased personal data: {reason}' },
};
