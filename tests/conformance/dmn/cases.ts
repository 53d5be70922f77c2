import { readdirSync, readFileSync } from 'node:fs';
import { readJson, type DecideRequest } from '#cli';
import type { StoredValue } from '#engine';

/** Cases as data: a `.dmn` beside a `.json` with what its decisions and services must answer. */
export interface DmnFileOfCases {
  readonly name: string;
  readonly cases: readonly DmnCase[];
  /** Error findings of the file, in order: the element and the construct or rule. */
  readonly refused: readonly { readonly element: string | null; readonly rule: string; readonly construct?: string }[];
}

export interface DmnCase {
  readonly decision?: string;
  readonly service?: string;
  readonly input?: Readonly<Record<string, StoredValue>>;
  /** Other files of the folder. */
  readonly with?: readonly string[];
  readonly result: StoredValue;
  /** Codes that must be among the errors; without it there must be none. */
  readonly errors?: readonly string[];
  /** Numbers of the rows that matched. */
  readonly matched?: readonly number[];
  readonly annotations?: readonly Readonly<Record<string, string>>[];
}

const folder = new URL('./cases/', import.meta.url);

export function fileOf(name: string): { readonly path: string; readonly text: string } {
  return { path: name, text: readFileSync(new URL(name, folder), 'utf8') };
}

export function dmnCases(): readonly DmnFileOfCases[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
    .map((name) => {
      const read = readJson(fileOf(`${name}.json`).text) as unknown as {
        readonly with?: readonly string[];
        readonly cases?: readonly DmnCase[];
        readonly refused?: DmnFileOfCases['refused'];
      };
      return {
        name,
        refused: read.refused ?? [],
        cases: (read.cases ?? []).map((each) => ({ with: read.with ?? [], ...each })),
      };
    });
}

export function requestOf(name: string, given: DmnCase): DecideRequest {
  return {
    file: fileOf(`${name}.dmn`),
    with: (given.with ?? []).map(fileOf),
    decision: given.decision ?? null,
    service: given.service ?? null,
    input: given.input ?? {},
  };
}
