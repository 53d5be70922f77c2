import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Names the folder of this run; the global setup makes it and hands it to the workers. */
export const FOLDER_VARIABLE = 'HEYI_TEST_RUN';

const WAIT = 100;
const MOST_WAITS = 3_000;

export function folderOfRun(): string {
  const folder = process.env[FOLDER_VARIABLE];
  if (folder === undefined) throw new Error('the global setup of tests/support has not run');
  return folder;
}

/**
 * What `make` answers, as JSON: made by the process of this run that asks first, while the others wait and get the same.
 * Throws in all of them where it cannot be made.
 */
export async function onceInRun<T>(name: string, make: (folder: string) => Promise<T>): Promise<T> {
  const folder = folderOfRun();
  const answer = join(folder, `${name}.json`);
  const failure = join(folder, `${name}.failed`);
  if (claim(join(folder, `${name}.claimed`))) {
    try {
      writeFileSync(`${answer}.new`, JSON.stringify(await make(folder)));
      renameSync(`${answer}.new`, answer);
    } catch (error) {
      writeFileSync(failure, String(error));
      throw error;
    }
  }
  for (let waits = 0; waits < MOST_WAITS; waits++) {
    if (existsSync(answer)) return JSON.parse(readFileSync(answer, 'utf8')) as T;
    if (existsSync(failure)) throw new Error(`${name} failed: ${readFileSync(failure, 'utf8')}`);
    await wait(WAIT);
  }
  throw new Error(`${name} was not there in five minutes`);
}

function claim(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch {
    return false;
  }
}
