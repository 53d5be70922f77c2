import type { Catalogue } from '../types.js';

/** What the server says on the terminal, and why it does not start: one sentence each. */
export const SERVE: Catalogue = {
  'serve.opening': { zh: '正在打开数据库：{place}', en: 'Opening the database: {place}' },
  'serve.seeding': {
    zh: '第一次启动，正在载入演示数据（人名地名均为虚构）…',
    en: 'First start: loading the demo data (all names are invented) …',
  },
  'serve.listening': { zh: '合议已启动：{address}', en: 'Heyi is running: {address}' },
  'serve.desk': { zh: '工作人员入口：{address}', en: 'Staff: {address}' },
  'serve.account': {
    zh: '  {role}  账号 {account}  密码 {password}  （{name}）',
    en: '  {role}  account {account}  password {password}  ({name})',
  },
  'serve.accounts': { zh: '演示账号：', en: 'Demo accounts:' },
  'serve.stop-hint': { zh: '按 Ctrl+C 停止。', en: 'Press Ctrl+C to stop.' },
  'serve.stopping': { zh: '正在停止，办完手头的事…', en: 'Stopping; finishing what is in hand …' },
  'serve.demo-left': {
    zh: '注意：这份数据里还有演示账号，密码是公开的。正式使用请换一个空的数据库。',
    en: 'Beware: this database holds the demo accounts, whose password is published. Use an empty database for real work.',
  },
  'serve.no-administrator': {
    zh: '还没有管理员。请运行：heyi admin create --name 姓名 --street 街道名称',
    en: 'There is no administrator yet. Run: heyi admin create --name NAME --street STREET',
  },
  'serve.migrated': {
    zh: '数据库结构已是最新（本次更新 {count} 项）。',
    en: 'The schema is up to date ({count} changes made now).',
  },
  'serve.seeded': { zh: '演示数据已载入。', en: 'The demo data is loaded.' },
  'serve.seeded-before': {
    zh: '演示数据已经在了，没有改动。',
    en: 'The demo data is there already; nothing was changed.',
  },
  'serve.invitation': {
    zh: '请在三天内用浏览器打开这个一次性链接，设定账号和密码：{address}',
    en: 'Open this one-time link within three days to choose an account and a password: {address}',
  },
  'serve.named-differently': {
    zh: '两次写的账号不一样，什么都没有改。请用 --account 和 --again 写同一个账号。',
    en: 'The two accounts differ, and nothing was changed. Name the same one with --account and --again.',
  },
  'serve.account-unknown': {
    zh: '没有账号“{account}”，什么都没有改。',
    en: 'There is no account “{account}”; nothing was changed.',
  },
  'serve.factor-none': {
    zh: '账号“{account}”没有设动态验证码，什么都没有改。',
    en: 'The account “{account}” has no second factor; nothing was changed.',
  },
  'serve.factor-removed': {
    zh: '已解除账号“{account}”（{name}）的动态验证码，各处都已退出，下次登录要重新设。这件事已记入查看记录，其他管理员看得到。',
    en: 'The second factor of the account “{account}” ({name}) is gone and every browser signed out; another one is set up at the next sign-in. The access log says so, and the other administrators see it.',
  },
  'serve.port-busy': {
    zh: '端口 {port} 已被占用，请停掉占用它的程序，或用 PORT 换一个端口。',
    en: 'Port {port} is in use. Stop what uses it, or choose another with PORT.',
  },
  'serve.port-denied': {
    zh: '没有权限使用端口 {port}，请用 PORT 换一个 1024 以上的端口。',
    en: 'Port {port} may not be used here. Choose one above 1024 with PORT.',
  },
  'serve.port-invalid': {
    zh: 'PORT 应是 0 到 65535 的整数，现在是“{value}”。',
    en: 'PORT must be a whole number from 0 to 65535; it is “{value}”.',
  },
  'serve.demo-invalid': {
    zh: 'HEYI_DEMO 应是 on 或 off，现在是“{value}”。',
    en: 'HEYI_DEMO must be on or off; it is “{value}”.',
  },
  'serve.database-url-invalid': {
    zh: 'DATABASE_URL 应像 mysql://用户:密码@主机:端口/库名。',
    en: 'DATABASE_URL must look like mysql://user:password@host:port/name.',
  },
  'serve.origin-invalid': {
    zh: 'HEYI_ORIGIN 应像 https://heyi.example.cn，现在是“{value}”。',
    en: 'HEYI_ORIGIN must look like https://heyi.example.cn; it is “{value}”.',
  },
  'serve.proxy-invalid': {
    zh: 'HEYI_PROXY 应是反向代理的 IP 地址或网段，用逗号隔开，现在是“{value}”。',
    en: 'HEYI_PROXY must name addresses or ranges of the reverse proxy, with commas between; it is “{value}”.',
  },
  'serve.folder-unwritable': {
    zh: '数据文件夹不能写：{value}。请改权限，或用 HEYI_DATA 换一个。',
    en: 'The data folder cannot be written: {value}. Change its rights, or choose another with HEYI_DATA.',
  },
  'serve.database-down': {
    zh: '连不上数据库（{value}）。请确认它在运行，地址没有写错。',
    en: 'The database cannot be reached ({value}). Check that it runs and that the address is right.',
  },
  'serve.database-denied': {
    zh: '数据库拒绝了这个账号或库名（{value}）。',
    en: 'The database refuses this account or name ({value}).',
  },
  'serve.schema-newer': {
    zh: '数据库是更新版本的合议写的（{value}），请用新版本启动。',
    en: 'A newer Heyi wrote this database ({value}). Start it with that version.',
  },
  'serve.schema-older': {
    zh: '数据库结构还没更新（{value}），请先运行 heyi migrate。',
    en: 'The schema is not up to date ({value}). Run heyi migrate first.',
  },
  'serve.database-in-use': {
    zh: '另一个合议正在使用这份数据（{value}），先停掉它。',
    en: 'Another Heyi uses this data ({value}). Stop it first.',
  },
  'serve.web-missing': {
    zh: '网页还没有构建，请先运行 npm run build。',
    en: 'The pages are not built. Run npm run build first.',
  },
};
