import type { Catalogue } from '../types.js';

/** What administrators keep going: what stands still, and why. */
export const ADMINISTRATION: Catalogue = {
  'stuck.effect': { zh: '{kind|label:effect}没有发出', en: 'Not sent: {kind|label:effect}' },
  'stuck.job': { zh: '系统步骤没有办成（{type}）', en: 'A step of the system is not done ({type})' },
  'stuck.command': {
    zh: '“{type|label:command}”没有被接受',
    en: 'Not accepted: {type|label:command}',
  },
  'stuck.failed': { zh: '上次没有办成，到时间会自动再试。', en: 'It failed; it is tried again by itself.' },
  'stuck.out': {
    zh: '试了几次都没有办成，已停下。原因写在上面“提醒”里，处理后在那里再试一次。',
    en: 'It failed as often as it may and stopped. The reason stands among the alarms above; try again there.',
  },
  'stuck.nobody': {
    zh: '这台服务器不办这种步骤。请检查流程，或启动能办它的服务。',
    en: 'Nobody at this server does such steps. Check the procedure, or start the service that does.',
  },
  'stuck.refused': { zh: '对方没有接受。', en: 'The receiver did not accept it.' },
  'label.access.register-search': { zh: '查名册', en: 'searched a register' },
  'label.access.register-export': { zh: '导出名册', en: 'took a register out' },
  'label.access.register-import': { zh: '导入名册', en: 'brought a roster in' },
  'label.access.texts-opened': { zh: '看居民写的内容', en: 'read what residents wrote' },
  'label.access.evidence-taken': { zh: '取证据文件', en: 'took an evidence file' },
  'label.access.acted-for': { zh: '代办', en: 'acted for somebody' },
  'label.access.letters-listed': { zh: '看纸质送达名单', en: 'listed letters on paper' },
  'label.access.own-data-taken': { zh: '取自己的数据', en: 'took their own data' },
  'label.access.enrolment-decided': { zh: '核验注册', en: 'decided an enrolment' },
  'label.access.codes-printed': { zh: '打印注册码', en: 'printed codes' },
  'label.access.password-link': { zh: '发重设密码链接', en: 'gave a link for a new password' },
  'label.access.invited': { zh: '发开户链接', en: 'invited somebody' },
  'label.access.second-factor-set': { zh: '设二次验证', en: 'set a second factor' },
  'label.access.second-factor-removed': { zh: '撤二次验证', en: 'removed a second factor' },
  'label.access.second-factor-removed-by-operator': {
    zh: '在服务器上撤二次验证',
    en: 'removed a second factor at the server',
  },
  'label.access.erased': { zh: '删除个人信息', en: 'erased personal data' },
  'event.SettingsChanged': { zh: '修改了系统设置', en: 'The settings of the installation were changed' },
  'label.command.changeSettings': { zh: '修改系统设置', en: 'change the settings' },
  'label.setting.community': { zh: '社区名称', en: 'Name of the community' },
  'label.setting.street': { zh: '街道名称', en: 'Name of the street' },
  'label.setting.phone': { zh: '咨询电话', en: 'Telephone to ask at' },
  'label.setting.letterhead': { zh: '信头', en: 'Letterhead' },
  'label.setting.sessionHours': { zh: '登录几小时后要重新登录', en: 'Hours until somebody signs in anew' },
  'refusal.setting-unknown': { zh: '没有这项设置。', en: 'There is no such setting.' },
  'refusal.setting-invalid': {
    zh: '“{field|label:setting}”不能这样填。名称最长60个字，电话只用数字，小时数1到24。',
    en: '{field|label:setting}: this cannot be set. Names have at most 60 characters, telephones digits, hours are 1 to 24.',
  },
  'refusal.nothing-to-change': { zh: '没有要改的。', en: 'There is nothing to change.' },
  'label.effect.notify': { zh: '通知', en: 'message' },
  'error.effect-exception': {
    zh: '程序出错。详情写在服务器日志里。',
    en: 'The program failed. The server’s log says more.',
  },
  'error.stuck-unknown': { zh: '这一项已经办好，或不在您的范围内。', en: 'It is done by now, or not in your reach.' },
};
