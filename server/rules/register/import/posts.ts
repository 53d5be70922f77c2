import type { Role } from '../../contract/index.js';
import { dateOf, phoneOf, plain } from './cells.js';
import { alike, Findings, linesOf, type Column, type Finding, type KnownUnit } from './reading.js';
import type { Table } from './table.js';

/** 任职名册: one line an appointment. */
export const POST_COLUMNS: readonly Column[] = [
  { key: 'name', zh: '姓名', also: [], required: true },
  { key: 'phone', zh: '手机', also: ['手机号', '电话', '联系电话'], required: false },
  { key: 'role', zh: '角色', also: ['职务角色'], required: true },
  { key: 'scope', zh: '单位', also: ['任职单位'], required: true },
  { key: 'body', zh: '组织', also: [], required: false },
  { key: 'from', zh: '任期起', also: ['任职日期'], required: false },
  { key: 'to', zh: '任期止', also: [], required: false },
  { key: 'document', zh: '任职文号', also: ['文号'], required: true },
  { key: 'title', zh: '文件标题', also: ['任职文件'], required: true },
  { key: 'relative', zh: '是否居委会成员近亲属', also: ['近亲属'], required: false },
];

/** Names of roles as rosters write them; those of `role.<code>` in `server/text`. */
const ROLE_ZH: Readonly<Partial<Record<Role, string>>> = {
  worker: '社区工作者',
  convenor: '召集人',
  grid: '网格员',
  expert: '专家',
  'social-worker': '社会工作者',
  department: '部门观察员',
  supervision: '居务监督委员',
  street: '街道经办人',
  party: '党组织书记',
  administrator: '系统管理员',
  security: '安全管理员',
  auditor: '审计员',
};

export interface PostsGround {
  readonly units: readonly KnownUnit[];
  readonly bodies: readonly { readonly body: string; readonly name: string; readonly scope: string }[];
}

/** An appointment as a roster says it; `to` is the last day of the term. */
export interface PostLine {
  readonly row: number;
  readonly name: string;
  readonly phone: string | null;
  readonly role: Role;
  readonly scope: string;
  readonly body: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly document: { readonly number: string; readonly title: string };
  readonly relative: boolean | null;
}

export interface PostsReading {
  readonly lines: readonly PostLine[];
  readonly findings: readonly Finding[];
}

/** Reads and checks a roster of appointments; whether each may be made is for the organisation to decide. */
export function readPosts(table: Table, ground: PostsGround): PostsReading {
  const findings = new Findings(POST_COLUMNS);
  const lines = linesOf(table, POST_COLUMNS, findings).flatMap(({ row, cells }): readonly PostLine[] => {
    const { name = '', document = '', title = '' } = cells;
    const role = roleOf(row, cells['role'] ?? '', findings);
    const scope = scopeOf(row, cells['scope'] ?? '', ground, findings);
    const body = scope === undefined ? undefined : bodyOf(row, cells['body'] ?? '', scope, ground, findings);
    const from = dayIn(row, 'from', cells['from'] ?? '', findings);
    const to = dayIn(row, 'to', cells['to'] ?? '', findings);
    if (from !== null && to !== null && to < from) findings.error(row, 'to', 'dates-wrong');
    const phone = cells['phone'] === '' ? null : phoneOf(cells['phone'] ?? '');
    if (phone === null && cells['phone'] !== '')
      findings.error(row, 'phone', 'phone-invalid', { value: cells['phone'] ?? '' });
    const relative = yesNo(cells['relative'] ?? '');
    if (role === 'supervision' && relative === null) findings.error(row, 'relative', 'relative-not-stated');
    if (!role || scope === undefined || body === undefined || name === '' || document === '' || title === '') return [];
    return [{ row, name, phone, role, scope, body, from, to, document: { number: document, title }, relative }];
  });
  for (const [one, ...again] of alike(lines, ({ name, phone, role, scope, body }) =>
    JSON.stringify([name, phone, role, scope, body]),
  ))
    for (const line of again)
      findings.error(line.row, 'name', 'person-twice', { value: line.name, row: one?.row ?? 0 });
  return { lines, findings: findings.all };
}

function roleOf(row: number, cell: string, findings: Findings): Role | undefined {
  if (cell === '') return undefined;
  const found = (Object.keys(ROLE_ZH) as Role[]).find((role) => role === cell || ROLE_ZH[role] === cell);
  if (found === undefined)
    findings.error(row, 'role', 'not-in-list', { value: cell, list: Object.values(ROLE_ZH).join('、') });
  return found;
}

/** By path, or by a name that stands for one unit only. */
function scopeOf(row: number, cell: string, { units }: PostsGround, findings: Findings): string | undefined {
  if (cell === '') return undefined;
  const found = units.filter(({ path, name }) => path === cell || name === cell);
  if (found.length === 1) return found[0]?.path;
  findings.error(row, 'scope', found.length === 0 ? 'unit-unknown' : 'unit-ambiguous', { value: cell });
  return undefined;
}

function bodyOf(
  row: number,
  cell: string,
  scope: string,
  { bodies }: PostsGround,
  findings: Findings,
): string | null | undefined {
  if (cell === '') return null;
  const found = bodies.find((each) => each.scope === scope && (each.name === cell || each.body === cell));
  if (found === undefined) findings.error(row, 'body', 'body-unknown', { value: cell });
  return found?.body;
}

function dayIn(row: number, key: string, cell: string, findings: Findings): string | null {
  if (cell === '') return null;
  const day = dateOf(cell);
  if (day === null) findings.error(row, key, 'date-invalid', { value: cell });
  return day;
}

function yesNo(cell: string): boolean | null {
  const text = plain(cell);
  return text === '是' ? true : text === '否' ? false : null;
}
