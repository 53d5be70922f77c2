import { parentPort, resourceLimits } from 'node:worker_threads';
import { checkRoster, MAX_ROWS, type RosterGround, type Table } from '#rules/register';
import type { RosterAnswer, RosterMessage, RosterQuestion } from './roster-thread.js';
import { tableOf } from './sheet-reading.js';

/** So many findings are shown; the rest are counted by the next try. */
const MOST_FINDINGS = 500;

/** Characters of a whole table, and of one cell: a few kilobytes may name one long text thousands of times, and an answer writes every one out. */
const MOST_CHARACTERS = 8 * 1_048_576;
const LONGEST_CELL = 1_000;

type Parts = Pick<RosterGround, 'persons' | 'households' | 'properties' | 'owners'>;

/** The thread that reads and checks one roster: the register comes in parts, then the question; one answer goes back. */
const parts: { [Name in keyof Parts]: Parts[Name][number][] } = {
  persons: [],
  households: [],
  properties: [],
  owners: [],
};

parentPort?.on('message', (message: RosterMessage) => {
  if ('part' in message) (parts[message.part] as unknown[]).push(...message.rows);
  else void answerTo(message).then((answer) => parentPort?.postMessage(answer));
});

/** Node limits the heap only: what a packed file unfolds to lies outside of it, and is looked at while it grows. */
const MOST_BYTES = (resourceLimits.maxOldGenerationSizeMb ?? Infinity) * 1_048_576;
const watch = setInterval(() => {
  if (process.memoryUsage().external <= MOST_BYTES) return;
  clearInterval(watch);
  parentPort?.postMessage({ problem: 'file-too-heavy' } satisfies RosterAnswer);
}, 5);

async function answerTo({ template, source, ground, lines }: RosterQuestion): Promise<RosterAnswer> {
  const table = 'table' in source ? source.table : await tableOf(source.bytes);
  if (table === null) return { problem: 'file-unreadable' };
  if (isTooHeavy(table)) return { problem: 'file-too-heavy' };
  const reading = checkRoster(template, table, { ...ground, ...parts });
  const { findings, proposals } = reading;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    table: 'table' in source ? null : kept(table),
    findings: findings.slice(0, MOST_FINDINGS),
    proposals,
    errors,
    reading: lines && errors === 0 ? reading : null,
  };
}

/** Every cell counts one more than its characters, so that empty ones count as well. */
function isTooHeavy(table: Table): boolean {
  let characters = 0;
  for (const cells of table)
    for (const { length } of cells) {
      characters += length + 1;
      if (length > LONGEST_CELL || characters > MOST_CHARACTERS) return true;
    }
  return false;
}

/** Nothing of a table with more rows than are taken: nobody can go on with it. */
function kept(table: Table): Table {
  return table.length - 1 > MAX_ROWS ? [] : table;
}
