import { readCalendar as readFile, type CalendarFindingCode } from '#law';
import { base64Encode, fileHash, utf8Encode } from '#ledger';

export interface CalendarFile {
  readonly year: number;
  readonly holidays: readonly string[];
  readonly workdays: readonly string[];
}

/** Why a file is no calendar: the first finding of `server/law`; `field` is where, `value` the date that is wrong. */
export interface CalendarFault {
  readonly fault: CalendarFindingCode;
  readonly field: string;
  readonly value: string;
}

/** Hash of a calendar file, standard base64 SHA-256 of its exact bytes. */
export function calendarHash(file: string): string {
  return base64Encode(fileHash(utf8Encode(file)));
}

/** Reads a calendar file by the checks of `server/law`; its dates come in ascending order. */
export function readCalendar(file: string): CalendarFile | CalendarFault {
  const read = readFile(file);
  if ('findings' in read) {
    const [first] = read.findings;
    return { fault: first?.code ?? 'type', field: first?.field ?? '', value: String(first?.value ?? '') };
  }
  const { year, holidays, workdays } = read.file;
  // ISO dates: the order of their code units is the order of the days
  return { year, holidays: holidays.slice().sort(), workdays: workdays.slice().sort() };
}
