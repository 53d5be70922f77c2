import type { BodyKind, Seats, Unit } from '#rules/people';
import type { Role } from '#rules/contract';
import { HX, KNOWN_RESIDENTS, QHL, STREET } from './registers.js';

/** The invented street with its two communities; names of bodies follow the usual ones. */
export const PLACES: readonly Unit[] = [
  { path: STREET, name: '青禾街道', kind: 'street' },
  { path: QHL, name: '青禾里社区', kind: 'community' },
  { path: HX, name: '荷香社区', kind: 'community' },
];

/** Topics as remits and procedures name them. */
export const TOPICS = ['environment', 'property', 'parking', 'safety', 'elders', 'children', 'mediation'] as const;

/** A body by a key of its own; ids are drawn when it is loaded. */
export interface DemoBody {
  readonly key: string;
  readonly kind: BodyKind;
  readonly name: string;
  readonly scope: string;
  readonly parent: string | null;
  readonly remit: readonly string[];
  readonly seats: readonly Seats[];
}

const body = (
  key: string,
  kind: BodyKind,
  name: string,
  scope: string,
  parent: string | null = null,
  remit: readonly string[] = [],
  seats: readonly Seats[] = [],
): DemoBody => ({ key, kind, name, scope, parent, remit, seats });

export const BODIES: readonly DemoBody[] = [
  body('street-party', 'party-street', '青禾街道党工委', STREET),
  body('building-office', 'department', '城市建设办公室', STREET, null, ['property', 'parking']),
  body('city-management', 'department', '综合行政执法队', STREET, null, ['environment', 'safety']),
  ...bodiesOf(QHL, 'qhl', '青禾里社区', ['青禾苑', '青禾西院']),
  ...bodiesOf(HX, 'hx', '荷香社区', ['荷香苑']),
];

function bodiesOf(scope: string, key: string, name: string, estates: readonly string[]): readonly DemoBody[] {
  const party = `${key}-party`;
  const committee = `${key}-committee`;
  return [
    body(party, 'party-community', `${name}党委`, scope, 'street-party', [], [{ role: 'party', count: 1 }]),
    body(
      committee,
      'committee',
      `${name}居民委员会`,
      scope,
      null,
      [],
      [
        { role: 'convenor', count: 1 },
        { role: 'worker', count: 6 },
      ],
    ),
    body(`${key}-watch`, 'supervision', `${name}居务监督委员会`, scope, null, [], [{ role: 'supervision', count: 3 }]),
    body(`${key}-green`, 'sub-committee', '环境和物业管理委员会', scope, committee, [
      'environment',
      'property',
      'parking',
    ]),
    body(`${key}-peace`, 'sub-committee', '治安和调解委员会', scope, committee, ['safety', 'mediation']),
    body(`${key}-care`, 'sub-committee', '老年人和妇女儿童委员会', scope, committee, ['elders', 'children']),
    ...estates.flatMap((estate, n) => {
      const place = `${scope}/e${n + 1}`;
      const branch = `${key}-branch-${n + 1}`;
      return [
        body(branch, 'party-estate', `${estate}党支部`, place, party),
        body(`${key}-grid-${n + 1}`, 'grid', `${estate}网格`, place, null, [], [{ role: 'grid', count: 1 }]),
        body(`${key}-group-${n + 1}`, 'group', `${estate}居民小组`, place, committee),
      ];
    }),
    body(`${key}-building`, 'party-building', '1号楼党小组', `${scope}/e1/b1`, `${key}-branch-1`),
    body(`${key}-owners`, 'owners-committee', `${estates[0] ?? ''}业主委员会`, `${scope}/e1`),
  ];
}

/** Somebody with a post: who signs in has an account. */
export interface DemoPost {
  readonly account: string | null;
  readonly name: string;
  readonly place: string;
  readonly role: Role;
  readonly scope: string;
  readonly body: string | null;
}

const post = (
  account: string | null,
  name: string,
  place: string,
  role: Role,
  scope: string,
  body: string | null = null,
): DemoPost => ({ account, name, place, role, scope, body });

/** The first administrator and the worker every demo has. */
export const FIRST_POSTS: readonly DemoPost[] = [
  post('wangmin', '王敏', '青禾里社区居委会', 'worker', QHL, 'qhl-committee'),
  post('guanli', '赵启文', '青禾街道办事处', 'administrator', STREET),
];

/** Somebody for each role, the seven members of both committees, and the supervisors, none of them a relative of a member. */
export const POSTS: readonly DemoPost[] = [
  ...FIRST_POSTS,
  post('anquan', '孙立安', '青禾街道办事处', 'security', STREET),
  post('shenji', '钱慎之', '青禾街道办事处', 'auditor', STREET),
  post('jiedao', '刘畅行', '青禾街道办事处', 'street', STREET),
  post('bumen', '高建城', '青禾街道城市建设办公室', 'department', STREET, 'building-office'),
  post(null, '罗正执', '青禾街道综合行政执法队', 'department', STREET, 'city-management'),
  post('zhuanjia', '何明工', '消防工程师（示例）', 'expert', STREET),
  post('shuji', '徐向民', '青禾里社区党委', 'party', QHL, 'qhl-party'),
  post('zhaoji', '林召和', '青禾里社区居委会', 'convenor', QHL, 'qhl-committee'),
  ...members('青禾里社区', QHL, 'qhl', ['丁一禾', '丁二禾', '丁三禾', '丁四禾', '丁五禾']),
  post('wangge', '方小格', '青禾苑网格', 'grid', `${QHL}/e1`, 'qhl-grid-1'),
  post('shegong', '宋同心', '青禾里社区社工站', 'social-worker', QHL),
  post('jiandu', '秦守正', '青禾里社区居务监督委员会', 'supervision', QHL, 'qhl-watch'),
  post(null, '秦守中', '青禾里社区居务监督委员会', 'supervision', QHL, 'qhl-watch'),
  post(null, '秦守和', '青禾里社区居务监督委员会', 'supervision', QHL, 'qhl-watch'),
  post('hexiang', '叶知秋', '荷香社区居委会', 'worker', HX, 'hx-committee'),
  post(null, '叶向荣', '荷香社区党委', 'party', HX, 'hx-party'),
  post(null, '叶召集', '荷香社区居委会', 'convenor', HX, 'hx-committee'),
  ...members('荷香社区', HX, 'hx', ['荷一波', '荷二波', '荷三波', '荷四波', '荷五波']),
  post(null, '叶小格', '荷香苑网格', 'grid', `${HX}/e1`, 'hx-grid-1'),
  post(null, '叶同行', '荷香社区社工站', 'social-worker', HX),
  post(null, '叶守正', '荷香社区居务监督委员会', 'supervision', HX, 'hx-watch'),
];

function members(community: string, scope: string, key: string, names: readonly string[]): readonly DemoPost[] {
  return names.map((name) => post(null, name, `${community}居委会`, 'worker', scope, `${key}-committee`));
}

/** The invented paper the appointments rest on. */
export const DOCUMENT = { number: '青街任〔2026〕1号（示例）', title: '关于王敏等同志任职的通知' };

/** Accounts with the published password: five residents, then staff. */
export const ACCOUNTS = [
  ...KNOWN_RESIDENTS.map(({ account, name }) => ({ account, name, role: 'resident' as Role })),
  ...POSTS.flatMap(({ account, name, role }) => (account === null ? [] : [{ account, name, role }])),
];
