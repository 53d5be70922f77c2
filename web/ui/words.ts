import {
  atLeast,
  dateInWords,
  daysLeft,
  deadlineInWords,
  grouped,
  isoDateInWords,
  wallClock,
  workingDaysLeft,
} from '#text';
import type { CountRule, CountTest, Due, Language, StepKind, StepLine, TimelineEntry } from '#web/port';

/** One character per kind of step (字徽). */
const MARKS: Readonly<Record<StepKind, string>> = {
  consult: '征',
  cosign: '联',
  review: '审',
  meeting: '商',
  vote: '决',
  publicity: '示',
  filing: '备',
  dispatch: '派',
  handle: '办',
  'call-back': '评',
  escalate: '报',
  notify: '知',
  points: '积',
  fund: '资',
  intake: '受',
  roll: '册',
  archive: '档',
  start: '起',
  branch: '分',
  end: '结',
  other: '',
};

export function markOf(kind: StepKind): string {
  return MARKS[kind] ?? MARKS.other;
}

/** What must not be broken over two lines: numbers with their unit, fractions, dates with weekday, counts. */
const TOGETHER =
  /(\d+年)?\d+月\d+日(（周.）)?(\d\d:\d\d前?)?|[一二三四五六七八九十]+分之[一二三四五六七八九十]+(以上)?|第?[\d,.]+ ?\/ ?[\d,.]+[^\s，。、；]?|第?[\d,.]+ ?(个工作日|号楼|单元|[件天人条次个户票步张份年室名位点]|㎡|m²|[a-z]+)|\d\d:\d\d前?|“[^”]{1,10}”/g;

/** Cuts a text into pieces; every second one (odd index) is kept on one line. */
export function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let from = 0;
  for (const match of matches(text)) {
    found.push(text.slice(from, match.at), match.text);
    from = match.at + match.text.length;
  }
  found.push(text.slice(from));
  return found;
}

function matches(text: string): { at: number; text: string }[] {
  const found: { at: number; text: string }[] = [];
  TOGETHER.lastIndex = 0;
  for (let match = TOGETHER.exec(text); match !== null; match = TOGETHER.exec(text)) {
    found.push({ at: match.index, text: match[0] });
  }
  return found;
}

/** `4月1日至7日`, `4月28日至5月3日`, `1–7 Apr`: without weekdays, for a list. A term that ends at midnight ends the day before. */
export function spanInWords(from: number, to: number, language: Language): string {
  const start = wallClock(from);
  const end = wallClock(to > from ? to - 1 : to);
  const first = shortDate(from, language);
  if (start.year === end.year && start.month === end.month && start.day === end.day) return first;
  if (language === 'en') return `${first} – ${shortDate(to - 1, language)}`;
  return start.month === end.month && start.year === end.year
    ? `${first}至${end.day}日`
    : `${first}至${shortDate(to - 1, language)}`;
}

/** Days (`YYYY-MM-DD`, in order) with those that follow one another as one, and how many they are: `4月4日（周六）至6日（周一）`, 3. */
export function daySpans(
  days: readonly string[],
  language: Language,
): readonly { readonly words: string; readonly n: number }[] {
  const spans: { from: string; to: string; n: number }[] = [];
  for (const day of days) {
    const last = spans[spans.length - 1];
    if (last !== undefined && Date.parse(day) - Date.parse(last.to) === 86_400_000) {
      last.to = day;
      last.n += 1;
    } else spans.push({ from: day, to: day, n: 1 });
  }
  return spans.map(({ from, to, n }) => ({ words: daySpan(from, to, language), n }));
}

/** `4月4日（周六）至6日（周一）` · `Sat 4 Apr to Mon 6 Apr`; one day is itself. Year and month are said once. */
export function daySpan(from: string, to: string, language: Language, seenFrom?: number): string {
  const [first, last] = [from, to].map((day) => isoDateInWords(day, language, seenFrom)) as [string, string];
  if (from === to) return first;
  if (language === 'en') return `${first} to ${last}`;
  if (from.slice(0, 7) === to.slice(0, 7)) return `${first}至${last.replace(/^.*月/, '')}`;
  return `${first}至${from.slice(0, 4) === to.slice(0, 4) ? last.replace(/^.*年/, '') : last}`;
}

/** What may come, each name once: several ways on often lead through steps of one name. */
export function ahead(steps: readonly StepLine[]): readonly StepLine[] {
  const next = steps.filter(({ state }) => state === 'next');
  return next.filter(({ name }, i) => next.findIndex((one) => one.name === name) === i);
}

/** `4月1日` · `1 Apr`. */
export function shortDate(at: number, language: Language): string {
  const words = dateInWords(at, language);
  return language === 'en' ? words.slice(4) : words.replace(/（.*$/, '');
}

/** `5月14日（周四）18:00` · `18:00 on Thu 14 May`: a deadline whose verb the sentence has; midnight is 24:00 of the day before. */
export function deadlineDay(at: number, language: Language, seenFrom?: number): string {
  return deadlineInWords(at, language, seenFrom).replace(/前$|^before /, '');
}

/** `5月14日18:00` · `14 May 18:00`; midnight is 24:00 of the day before. */
export function shortDeadline(at: number, language: Language): string {
  const clock = wallClock(at);
  const midnight = clock.hour === 0 && clock.minute === 0;
  const time = midnight ? '24:00' : `${two(clock.hour)}:${two(clock.minute)}`;
  const date = shortDate(midnight ? at - 1 : at, language);
  return language === 'en' ? `${date} ${time}` : `${date}${time}`;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}

/** What is left of a term, in the unit it is counted in: `还有3个工作日`, `还有4小时`, `逾期1个工作日`; empty without a date. */
export function leftInWords(due: Due, language: Language): string {
  const left = due.left;
  if (due.at === null && due.awaitsYear !== null) return language === 'en' ? 'date pending' : '日期待定';
  if (left === null) return '';
  const n = left.late ? -left.n : left.n;
  if (left.unit === 'working_day') return workingDaysLeft(n, language);
  if (left.unit === 'day') return daysLeft(n, language);
  if (language === 'en') return left.late ? `${left.n} h late` : `${left.n} h left`;
  return left.late ? `逾期${left.n}小时` : `还有${left.n}小时`;
}

/** `5月22日（周五）24:00前`, or that the date is not known yet. */
export function dueInWords(due: Due, language: Language, now: number): string {
  if (due.at !== null) return deadlineInWords(due.at, language, now);
  if (due.awaitsYear === null) return language === 'en' ? 'no date' : '没有期限';
  return language === 'en'
    ? `date pending: the calendar of ${due.awaitsYear} is not loaded`
    : `日期待定：${due.awaitsYear}年日历尚未载入`;
}

/** How pressing: `late`, `today` (nothing or only hours left), or null. */
export function urgency(due: Due): 'late' | 'today' | null {
  if (due.left === null) return null;
  if (due.left.late) return 'late';
  return due.left.unit === 'hour' || due.left.n === 0 ? 'today' : null;
}

/** `320千字节`, `1.2兆` · `320 kB`, `1.2 MB`. */
export function sizeInWords(bytes: number, language: Language): string {
  const kilo = Math.max(1, Math.round(bytes / 1024));
  if (kilo < 1024) return language === 'en' ? `${kilo} kB` : `${kilo}千字节`;
  const mega = Math.round(bytes / 104_857.6) / 10;
  return language === 'en' ? `${mega} MB` : `${mega}兆`;
}

/** Rules that share base and fraction are drawn as one ruler with a bar for each of what they count, area first. */
export function together<Rule extends CountRule>(rules: readonly Rule[]): readonly (readonly Rule[])[] {
  const groups: Rule[][] = [];
  for (const rule of rules) {
    const group = groups.find(
      ([first]) => first !== undefined && first.base === rule.base && sameFraction(first, rule),
    );
    if (group === undefined) groups.push([rule]);
    else group.push(rule);
  }
  const order = { area: 0, households: 1, heads: 2 };
  return groups.map((group) => group.sort((a, b) => order[a.of] - order[b.of]));
}

function sameFraction(a: CountRule, b: CountRule): boolean {
  return a.fraction.num === b.fraction.num && a.fraction.den === b.fraction.den && a.fraction.op === b.fraction.op;
}

/** How many are missing to meet the rule; 0 when it is met. */
export function missing(test: CountTest): number {
  return test.met ? 0 : Math.max(0, atLeast(test.fraction, test.total) - test.value);
}

/** Both sides of the integer comparison: `91×3=273`, `119×2=238`. */
export function products(test: CountTest): { left: string; right: string; sign: string; holds: boolean } {
  const a = test.value * test.fraction.den;
  const b = test.total * test.fraction.num;
  const sign = a === b ? '=' : a > b ? '>' : '<';
  return {
    left: `${grouped(test.value)}×${test.fraction.den}=${grouped(a)}`,
    right: `${grouped(test.total)}×${test.fraction.num}=${grouped(b)}`,
    sign: test.fraction.op === '>=' && a >= b ? '≥' : sign,
    holds: test.fraction.op === '>=' ? a >= b : a > b,
  };
}

/** What a reader who is in a hurry is shown: what people did and what came of it, not each step the procedure took. */
export function isKeyPoint({ path, said, by }: TimelineEntry): boolean {
  if (path.length > 0 || ON_THE_WAY.has(said.code)) return false;
  return by.role !== 'system' || !OF_ITSELF.has(said.code);
}
/** What the procedure does on its way from one act to the next: whoever set it off, the act itself has a sentence of its own. */
const ON_THE_WAY: ReadonlySet<string> = new Set([
  'event.Passed',
  'event.Entered',
  'event.Entered.all',
  'event.Watched',
  'event.ConditionFell',
  'event.Fired',
  'event.Triggered',
  'event.Undone',
  'event.JobFailed',
]);
/** What people do as well, and nobody did here: steps without hands, dates it works out, checks that stop it until somebody acts. */
const OF_ITSELF: ReadonlySet<string> = new Set([
  'event.Completed',
  'event.Completed.all',
  'event.DueMoved',
  'event.Withdrawn',
  'event.Staged',
  'event.RollLocked',
  'event.RollChecked',
  'event.IntakeChecked',
  'event.IntakeSettled',
  'event.OpinionsChecked',
  'event.ObjectionChecked',
  'event.MeetingChecked',
  'event.CouncilChecked',
  'event.LetterWritten',
]);

/** The first sixty bits of a hash as twelve letters and digits in three groups (no I, L, O, U): the number on a stub. */
export function stubNumber(base64: string): string {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  let bits = 0;
  let held = 0;
  let text = '';
  for (const byte of bytesOf(base64)) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && text.length < 12) {
      text += letters[(held >> (bits - 5)) & 31] ?? '';
      bits -= 5;
      held &= (1 << bits) - 1;
    }
  }
  return text.replace(/(.{4})(?=.)/g, '$1 ');
}

/** `9f3c 41ab … e07d`. */
export function fingerprint(base64: string): string {
  const hex = hexOf(base64);
  return hex.length < 16 ? hex : `${hex.slice(0, 4)} ${hex.slice(4, 8)} … ${hex.slice(-4)}`;
}

export function hexOf(base64: string): string {
  return bytesOf(base64)
    .map((byte) => (byte < 16 ? '0' : '') + byte.toString(16))
    .join('');
}

function bytesOf(base64: string): number[] {
  try {
    return Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return [];
  }
}
