/** What people write into cells, made one form. Each answers null where the cell says nothing that can be used. */

/** Full-width digits, letters and signs as their plain ones; no blanks around. */
export function plain(cell: string): string {
  return cell.normalize('NFKC').trim();
}

const DATE = /^(\d{4})(?:-|\/|\.|年)?(\d{1,2})(?:-|\/|\.|月)?(\d{1,2})日?$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `1990-02-03`, `1990/2/3`, `1990.2.3`, `1990年2月3日` and `19900203` as `YYYY-MM-DD`. */
export function dateOf(cell: string): string | null {
  const text = plain(cell);
  if (/^\d+$/.test(text) && text.length !== 8) return null;
  const match = DATE.exec(text);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (year < 1900 || month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] as number)) return null;
  if (month === 2 && day === 29 && !isLeap(year)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Digits of a telephone: a mobile, a line with its area code, or a number abroad with `+`. */
export function phoneOf(cell: string): string | null {
  const text = plain(cell).replace(/[\s()-]/g, '');
  const home = text.replace(/^(?:\+86|0086)/, '');
  if (/^1[3-9]\d{9}$/.test(home) || /^0\d{9,11}$/.test(home)) return home;
  return /^\+[1-9]\d{6,17}$/.test(text) && !text.startsWith('+86') ? text : null;
}

/** Hundredths of a square metre; `decimals` where there are more than two, `number` where it is none. */
export function areaOf(cell: string): { readonly area: number } | { readonly wrong: 'number' | 'decimals' } {
  const text = plain(cell).replace(/(?:㎡|m2|平方米)$/i, '');
  const match = /^(\d{1,7})(?:\.(\d+))?$/.exec(text);
  if (match === null) return { wrong: 'number' };
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  if (decimals.length > 2) return { wrong: 'decimals' };
  const area = Number(match[1]) * 100 + Number(decimals.padEnd(2, '0'));
  return area === 0 ? { wrong: 'number' } : { area };
}

/** An area as people write it: `90.00`. */
export function areaText(area: number): string {
  return `${Math.floor(area / 100)}.${String(area % 100).padStart(2, '0')}`;
}

/** `3`, `3栋`, `3幢`, `3号楼` → `3号楼`; other names stay. */
export function buildingName(cell: string): string {
  const text = plain(cell);
  const match = /^0*(\d+)(?:号楼|栋|幢|号|#)?$/.exec(text);
  return match === null ? text : `${match[1]}号楼`;
}

/** `2`, `2单元` → `2单元`; other names stay. */
export function stairwellName(cell: string): string {
  const text = plain(cell);
  const match = /^0*(\d+)(?:单元)?$/.exec(text);
  return match === null ? text : `${match[1]}单元`;
}

/** `502` → `502室`; other names stay. */
export function roomName(cell: string): string {
  const text = plain(cell);
  return /^[0-9A-Za-z-]+$/.test(text) ? `${text}室` : text;
}

/** Names in one cell: `张三、李四`. */
export function namesOf(cell: string): readonly string[] {
  return plain(cell)
    .split(/[、,;/]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
