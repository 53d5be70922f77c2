import { Worker } from 'node:worker_threads';
import type { Finding, Proposal, RosterGround, RosterReading, Table, Template } from '#rules/register';

/** Why a file is no roster: nothing in it, more bytes than taken, no table, or more work than a check may cost. */
export type SheetProblem = 'file-empty' | 'file-too-large' | 'file-unreadable' | 'file-too-heavy';

/** As much as any upload; 5,000 rows are about a third of a megabyte. */
export const MAX_SHEET = 10 * 1_048_576;

/** What one check may cost. 5,000 rows against 20,000 residents take a few tenths of a second and about 60 MB. */
export interface ThreadLimits {
  readonly milliseconds: number;
  readonly megabytes: number;
}
const LIMITS: ThreadLimits = { milliseconds: 20_000, megabytes: 256 };

/** Rows handed over before the event loop turns again. */
const PART = 500;
const PARTS = ['persons', 'households', 'properties', 'owners'] as const;

/** A roster to check: as it was uploaded, or as it was read before. `lines`: the reading is wanted, to plan what is written. */
export interface RosterAsked {
  readonly template: Template;
  readonly source: { readonly bytes: Uint8Array } | { readonly table: Table };
  readonly ground: RosterGround;
  readonly lines: boolean;
}

/** What the thread is told: the register in parts, then the question without it. */
export type RosterMessage =
  { readonly part: (typeof PARTS)[number]; readonly rows: readonly unknown[] } | RosterQuestion;
export type RosterQuestion = Omit<RosterAsked, 'ground'> & {
  readonly ground: Omit<RosterGround, (typeof PARTS)[number]>;
};

export interface RosterChecked {
  /** Null where it was handed in; empty where it has more rows than are taken. */
  readonly table: Table | null;
  /** The first 500, by row. */
  readonly findings: readonly Finding[];
  readonly proposals: readonly Proposal[];
  readonly errors: number;
  /** Where it was asked for and nothing is wrong. */
  readonly reading: RosterReading | null;
}
export type RosterAnswer = RosterChecked | { readonly problem: SheetProblem };

/** Built beside this file. */
const WORKER = new URL('./roster-worker.js', import.meta.url);

/** One roster after another: what many people upload at once costs no more memory than one. */
let tail: Promise<unknown> = Promise.resolve();

/**
 * Reads and checks a roster in a thread of its own, with little memory and little time, so that nobody else waits for it.
 * The event loop only hands over and takes. `file-too-heavy` where the limits end it; throws what nobody expected.
 */
export function checkInThread(asked: RosterAsked, limits: ThreadLimits = LIMITS): Promise<RosterAnswer> {
  const done = tail.then(() => answered(asked, limits));
  tail = done.catch(() => undefined);
  return done;
}

async function answered(asked: RosterAsked, limits: ThreadLimits): Promise<RosterAnswer> {
  if ('bytes' in asked.source && asked.source.bytes.length === 0) return { problem: 'file-empty' };
  if ('bytes' in asked.source && asked.source.bytes.length > MAX_SHEET) return { problem: 'file-too-large' };
  const worker = new Worker(WORKER, { resourceLimits: { maxOldGenerationSizeMb: limits.megabytes }, stderr: true });
  const answer = answerOf(worker, limits.milliseconds);
  try {
    await Promise.race([answer, handOver(worker, asked)]);
    return await answer;
  } finally {
    void worker.terminate();
  }
}

/** In parts, so that a register of 20,000 residents is not copied in one go. */
async function handOver(worker: Worker, { ground, ...question }: RosterAsked): Promise<void> {
  for (const part of PARTS) {
    const rows: readonly unknown[] = ground[part];
    for (let from = 0; from < rows.length; from += PART) {
      worker.postMessage({ part, rows: rows.slice(from, from + PART) } satisfies RosterMessage);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  const { community, day, units, bodies } = ground;
  worker.postMessage({ ...question, ground: { community, day, units, bodies } } satisfies RosterMessage);
}

function answerOf(worker: Worker, milliseconds: number): Promise<RosterAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve({ problem: 'file-too-heavy' }), milliseconds);
    worker.once('message', resolve);
    worker.once('error', (error: Error & { readonly code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve({ problem: 'file-too-heavy' }) : reject(error),
    );
    worker.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the thread that checks rosters ended without an answer, code ${code}`));
    });
  });
}
