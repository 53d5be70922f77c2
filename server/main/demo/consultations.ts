import { QHL } from './registers.js';
import { Player } from './player.js';
import type { Heyi } from '../app.js';

/** When the demo's story begins; it ends at the demo clock's own start, 2 March 2026 09:00. */
export const STORY_BEGINS = '2026-01-05T09:00';
const STORY_ENDS = '2026-03-02T09:00';

const B1 = `${QHL}/e1/b1`;
const B2 = `${QHL}/e1/b2`;
const B3 = `${QHL}/e1/b3`;
const PLACES = [B1, B2, B3, `${QHL}/e1/b4`];
const NAMED = ['罗正执'];

/** What the convenor answers at the first look: a matter of self-government, lawful, nobody else's. */
const ADMISSIBLE = {
  inside: 'yes',
  lawful: 'yes',
  owners_joint: 'no',
  decided_before: 'no',
  other_communities: 'no',
  affected_groups: ['elders'],
};

interface Topic {
  readonly title: string;
  readonly topic: string;
  readonly place: string;
  readonly what: string;
  readonly affected: string;
  readonly wish: string;
  readonly reach: 'building' | 'community';
}

interface Plan {
  readonly scheme: string;
  readonly cost: number;
  readonly measures: readonly (readonly [what: string, owner: string, due: string])[];
  readonly posted: string;
}

/** Five consultations at five points: archived, overdue, on publicity, collecting opinions, collecting support. */
export async function playConsultations(heyi: Heyi, accounts: ReadonlyMap<string, string>): Promise<void> {
  const player = await Player.of(heyi, accounts, NAMED, PLACES);
  const lights = await raised(player, 'jumin4', B3, {
    title: '3号楼门前加装照明灯',
    topic: 'facility',
    place: '3号楼门前',
    what: '夜里太暗，老人摔过两次，建议装4盏灯。',
    affected: '3号楼居民',
    wish: '入秋前装好',
    reach: 'building',
  });
  await admitted(player, lights, B3, 8_000);
  await heard(player, lights, [
    ['jumin4', 'support', '早装早好，家里老人晚上不敢下楼。'],
    [`${B3}#2`, 'other', '晚上别太亮，别照进窗户。'],
  ]);
  const drain = await raised(player, 'jumin1', B1, {
    title: '1号楼北侧排水管疏通',
    topic: 'environment',
    place: '1号楼北侧',
    what: '一下雨就积水，一楼进出要踩砖头。',
    affected: '1号楼居民',
    wish: '雨季以前修好',
    reach: 'building',
  });
  await admitted(player, drain, B1, 12_600);
  await heard(player, drain, [['jumin2', 'support', '支持，最好换粗一号的管。']]);

  await player.until('2026-01-13T09:30');
  await met(player, lights, B3, 'consensus', '同意在3号楼门前装4盏感应灯，晚11点后调暗。');
  await answered(player, lights, ['夜里11点后自动调暗。', '加灯罩，不照窗户。']);
  await planned(player, lights, {
    scheme: '3号楼门前装4盏感应灯，带灯罩，晚11点后调暗。',
    cost: 8_000,
    measures: [
      ['选型采购', 'wangmin', '2026-01-28'],
      ['安装调试', 'zhaoji', '2026-01-30'],
    ],
    posted: '3号楼门厅公告栏',
  });
  await met(player, drain, B1, 'consensus', '同意疏通1号楼北侧排水管，换破损的两段。');
  await answered(player, drain, ['先疏通，再看要不要换粗管。']);
  await planned(player, drain, {
    scheme: '疏通1号楼北侧排水管，换破损的两段。',
    cost: 12_600,
    measures: [
      ['疏通清掏', 'wangmin', '2026-01-30'],
      ['更换管段', 'zhaoji', '2026-02-13'],
    ],
    posted: '1号楼南侧公告栏',
  });

  await player.until('2026-01-28T10:00');
  await player.complete(lights, 'carry', 'wangmin', { done: '已采购4盏感应灯。' });
  await player.complete(drain, 'carry', 'wangmin', { done: '已疏通，清出两车淤泥。' });
  await player.until('2026-01-29T16:00');
  await player.complete(lights, 'carry', 'zhaoji', { done: '已装好，当晚试亮。' });
  await player.complete(lights, 'supervise', 'jiandu', {
    supervision: 'as-planned',
    supervision_text: '现场看过，与公示的方案一致。',
  });
  await player.until('2026-01-30T20:00');
  await player.act(lights, 'callback.answer', 'jumin4', { solved: true, satisfied: true, contacted: true });

  await player.until('2026-02-10T09:00');
  await player.complete(lights, 'report', 'zhaoji', { report_text: '4盏灯已装好，由物业每月检查。' });
  // the second measure of the drain stays undone over the spring festival, and is overdue when the demo begins
  const lockers = await raised(player, 'jumin3', B2, {
    title: '快递柜移到东侧空地',
    topic: 'facility',
    place: '北门',
    what: '快递柜堵着北门，轮椅和婴儿车过不去，建议移到东侧空地。',
    affected: '走北门的居民',
    wish: '春节后移好',
    reach: 'building',
  });
  await admitted(player, lockers, B2, 3_000);
  await heard(player, lockers, [['jumin3', 'support', '北门太窄，轮椅过不去。']]);
  await player.until('2026-02-25T09:30');
  await met(player, lockers, B2, 'vote', '对移到东侧空地还是西侧围墙有分歧，交表决。');
  await answered(player, lockers, ['移到东侧空地，北门全部让出来。']);
  for (const [n, who] of seats(B2).slice(0, PRESENT).entries()) await player.vote(lockers, who, n < 6 ? 'yes' : 'no');
  await player.until('2026-02-28T09:00');
  await planned(player, lockers, {
    scheme: '快递柜移到东侧空地，北门让出3米通道。',
    cost: 3_000,
    measures: [['移柜通电', 'wangmin', '2026-03-25']],
    posted: '北门公告栏',
  });
  await player.act(lockers, 'notice.object', 'jumin5', { text: '东侧空地离1号楼太近，早晚吵。' });

  const swings = await raised(player, 'jumin5', B3, {
    title: '活动场地添两件健身器材',
    topic: 'facility',
    place: '小区活动场地',
    what: '早上锻炼的人多，器材不够用，老人要排队。',
    affected: '在活动场地锻炼的居民',
    wish: '五一以前装好',
    reach: 'building',
  });
  await admitted(player, swings, B3, 15_000);
  await heard(player, swings, [['jumin4', 'support', '最好添一件上肢牵引器。']]);
  await player.until('2026-02-28T10:00');
  const gate = await player.start('consultation', 'jumin2', {
    ...START,
    title: '东门早晚高峰限行',
    topic: 'safety',
    place: '东门',
    what: '早晚接送孩子的车堵在东门，孩子过马路危险。',
    affected: '走东门的居民',
    wish: '开学后试行',
    reach: 'community',
  });
  await player.act(gate, 'cosign.support', 'jumin2');
  await player.act(gate, 'cosign.support', 'jumin3');
  await player.until(STORY_ENDS);
}

const START = { name_shown: 'yes' };
/** So many of the fifteen come to the meetings: the quorum and not one more. */
const PRESENT = 8;

/** A resident raises a topic of their building; neighbours support it until there are enough. */
async function raised(player: Player, by: string, building: string, topic: Topic): Promise<string> {
  const matter = await player.start('consultation', by, { ...START, ...topic });
  await player.act(matter, 'cosign.support', by);
  for (const n of [1, 2, 3, 4, 5]) {
    // who has the same household as somebody before is told so, and it goes on without
    const open = await player.isOpen(matter, 'cosign');
    if (open) await player.tryAct(matter, 'cosign.support', `${building}#${n}`);
  }
  return matter;
}

/** Fifteen seats: the convenor, residents and those affected of the place, and one of each other kind. */
function seats(building: string): readonly string[] {
  const resident = (n: number): string => `${QHL}/e1/b4#${n}`;
  return [
    ...[0, 1, 2, 3, 4, 5].map(resident),
    `${building}#6`,
    'zhaoji',
    resident(6),
    `${building}#7`,
    resident(7),
    resident(8),
    'shegong',
    'zhuanjia',
    'bumen',
  ];
}
const KINDS = [
  ...Array.from({ length: 6 }, () => 'resident'),
  'affected',
  'convenor',
  'resident',
  'affected',
  'property',
  'property',
  'social-worker',
  'expert',
  'department',
];

/** The convenor admits it and composes the council; expert and department say what they have to say. */
async function admitted(player: Player, matter: string, building: string, money: number): Promise<void> {
  await player.complete(matter, 'review', 'zhaoji', { ...ADMISSIBLE, money });
  const members = seats(building).map((who, n) => ({ kind: KINDS[n] ?? '', p: player.person(who) }));
  await player.act(matter, 'council.compose', 'zhaoji', { members });
  await player.complete(matter, 'compose', 'zhaoji');
  await player.complete(matter, 'expert_view', 'zhuanjia', { expert_text: '可行，注意用电和消防通道。' });
  await player.complete(matter, 'department_view', 'bumen', { department_text: '符合规范，不需要另行审批。' });
}

async function heard(
  player: Player,
  matter: string,
  opinions: readonly (readonly [by: string, stance: string, text: string])[],
): Promise<void> {
  for (const [by, stance, text] of opinions) await player.act(matter, 'opinions.give', by, { stance, text });
}

/** Eight sign in, two rounds of equal turns with the chair last, the result and its minutes. */
async function met(player: Player, matter: string, building: string, result: string, text: string): Promise<void> {
  const present = seats(building).slice(0, PRESENT);
  for (const who of present) await player.act(matter, 'meeting.signIn', who);
  for (const round of [1, 2])
    for (const who of present) await player.act(matter, 'meeting.speak', 'zhaoji', { p: player.person(who), round });
  await player.act(matter, 'meeting.option', 'zhaoji', { text });
  await player.act(matter, 'meeting.conclude', 'zhaoji', { result, text });
  await player.complete(matter, 'hold', 'zhaoji');
  await player.act(matter, 'meeting.minutes', 'zhaoji', { text: `15席到会8席。${text}` });
  await player.complete(matter, 'minutes', 'zhaoji');
}

async function answered(player: Player, matter: string, reasons: readonly string[]): Promise<void> {
  for (const [n, reason] of reasons.entries())
    await player.act(matter, 'opinions.answer', 'wangmin', { n: n + 1, outcome: n === 0 ? 'adopt' : 'partly', reason });
  await player.complete(matter, 'answer', 'wangmin');
}

async function planned(player: Player, matter: string, { scheme, cost, measures, posted }: Plan): Promise<void> {
  await player.complete(matter, 'plan', 'zhaoji', {
    scheme,
    path: '居委会牵头，物业配合，按期办完。',
    upkeep: '物业每月检查一次。',
    cost,
    payer: '公共收益',
    maintenance: '物业服务人',
    measures: measures.map(([what, owner, due]) => ({ what, owner: player.person(owner), due })),
  });
  await player.act(matter, 'notice.prove', 'wangmin', { place: posted });
  await player.complete(matter, 'post', 'wangmin');
}
