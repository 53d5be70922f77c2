import { parentPort, resourceLimits } from 'node:worker_threads';
import { checkRoster, type RosterGround } from '#rules/register';
import type { RosterAnswer, RosterMessage, RosterQuestion } from './roster-thread.js';
import { tableOf } from './sheet-reading.js';

/** So many findings are shown; the rest are counted by the next try. */
const MOST_FINDINGS = 500;

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
  const reading = checkRoster(template, table, { ...ground, ...parts });
  const { findings, proposals } = reading;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    table: 'table' in source ? null : table,
    findings: findings.slice(0, MOST_FINDINGS),
    proposals,
    errors,
    reading: lines && errors === 0 ? reading : null,
  };
}
