import type { Decision, Refusal } from '#engine';
import { isContext, isSealed, nameOrNull, refuseActor, refuseHelp } from '../contract/index.js';
import {
  APPROVERS,
  AUTHORS,
  MOST_COMMENTS,
  RUNNING,
  type Approve,
  type Base,
  type ProcedureCommand,
  type ProcedureEvent,
  type ProcedureState,
  type Retire,
  type SendBack,
  type Submission,
  type Submit,
  type Withdraw,
} from './types.js';

/** Two people decide about a procedure: who drew it submits it, and somebody else lets it come into force. */
export function decide(state: ProcedureState, command: ProcedureCommand): Decision<ProcedureEvent> {
  switch (command.type) {
    case 'submitProcedure':
      return submit(state, command);
    case 'sendProcedureBack':
      return sendBack(state, command);
    case 'withdrawSubmission':
      return withdraw(state, command);
    case 'approveProcedure':
      return approve(state, command);
    case 'retireProcedure':
      return retire(state, command);
    default:
      return { refused: 'unknown-command' };
  }
}

const HASH = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Refusals: `submission-invalid`, `basis-file-missing`, `submission-open` (one at a time), `procedure-moved-on` `{version}` (another version came
 * into force since the draft was made), `nothing-changes`.
 */
function submit(state: ProcedureState, command: Submit): Decision<ProcedureEvent> {
  const { procedure, scope, draft, base, hash, definition, about, running, document, editors, by, at } = command;
  if ([procedure, scope, draft].some((each) => nameOrNull(each) === null)) return { refused: 'submission-invalid' };
  if (![hash, definition].every((each) => typeof each === 'string' && HASH.test(each)))
    return { refused: 'submission-invalid' };
  if (!isContext(about) || !isBase(base)) return { refused: 'submission-invalid' };
  // commands of before said none of the three
  const told =
    editors === undefined || running === undefined || document === undefined ? {} : { running, document, editors };
  if (editors !== undefined) {
    if (!Array.isArray(editors) || editors.some((each) => nameOrNull(each) === null))
      return { refused: 'submission-invalid' };
    if (running !== null && (running === undefined || !RUNNING.includes(running)))
      return { refused: 'submission-invalid' };
  }
  const known = state.submissions > 0;
  if (known && (procedure !== state.procedure || scope !== state.scope)) return { refused: 'submission-invalid' };
  const actor = refuseHelp(by) ?? refuseActor(by, AUTHORS, scope);
  if (actor) return actor;
  if (editors !== undefined && document !== true) return { refused: 'basis-file-missing' };
  if (state.open !== null) return { refused: 'submission-open', values: { n: state.open.n } };
  const latest = state.versions.at(-1);
  if (latest !== undefined && base?.hash !== latest.hash)
    return { refused: 'procedure-moved-on', values: { version: latest.version } };
  if (base?.hash === hash && (latest === undefined || state.inForce !== null)) return { refused: 'nothing-changes' };
  const n = state.submissions + 1;
  const submitted = { n, draft, base, hash, definition, about, ...told, p: by.p, at };
  return {
    events: [{ type: 'ProcedureSubmitted', v: 1, procedure, scope, ...submitted }],
    effects: [],
    answer: { n },
  };
}

/** Refusals beside those of `waiting`: `comments-empty`, `comments-invalid`. */
function sendBack(state: ProcedureState, { n, hash, comments, by, at }: SendBack): Decision<ProcedureEvent> {
  const open = waiting(state, n, hash);
  if ('refused' in open) return open;
  const actor = refuseHelp(by) ?? refuseActor(by, APPROVERS, state.scope) ?? refuseSame(open, by.p);
  if (actor) return actor;
  if (!Array.isArray(comments) || comments.length === 0) return { refused: 'comments-empty' };
  const readable = comments.every(
    (one: unknown) =>
      isContext(one) && (one['element'] === null || nameOrNull(one['element']) !== null) && isSealed(one['text']),
  );
  if (!readable || comments.length > MOST_COMMENTS) return { refused: 'comments-invalid' };
  const { draft } = open;
  return { events: [{ type: 'ProcedureSentBack', v: 1, n, draft, comments, p: by.p, at }], effects: [] };
}

/** Who submitted takes it back to work on it. Refusal: `not-your-submission`. */
function withdraw(state: ProcedureState, { n, by, at }: Withdraw): Decision<ProcedureEvent> {
  const open = waiting(state, n, state.open?.hash ?? '');
  if ('refused' in open) return open;
  const actor = refuseHelp(by) ?? refuseActor(by, AUTHORS, state.scope);
  if (actor) return actor;
  if (open.p !== by.p) return { refused: 'not-your-submission' };
  return { events: [{ type: 'SubmissionWithdrawn', v: 1, n, draft: open.draft, at }], effects: [] };
}

/** Publishes it as the next version, in force at once; what runs stays on the version it started with. */
function approve(state: ProcedureState, { n, hash, by, at }: Approve): Decision<ProcedureEvent> {
  const open = waiting(state, n, hash);
  if ('refused' in open) return open;
  const actor = refuseHelp(by) ?? refuseActor(by, APPROVERS, state.scope) ?? refuseSame(open, by.p);
  if (actor) return actor;
  const version = (state.versions.at(-1)?.version ?? open.base?.version ?? 0) + 1;
  const { draft, definition, p: submitter } = open;
  const published = { version, hash, definition, submitter, approver: by.p, at };
  return {
    events: [{ type: 'ProcedureApproved', v: 1, n, draft, ...published }],
    effects: [],
    answer: { version },
  };
}

/** No new matter starts on it; what runs goes on. Refusal: `procedure-not-in-force`. */
function retire(state: ProcedureState, { version, by, at }: Retire): Decision<ProcedureEvent> {
  if (state.inForce === null || state.inForce !== version) return { refused: 'procedure-not-in-force' };
  const actor = refuseHelp(by) ?? refuseActor(by, APPROVERS, state.scope);
  if (actor) return actor;
  return { events: [{ type: 'ProcedureRetired', v: 1, version, p: by.p, at }], effects: [] };
}

/** The submission that waits, and no other than the one that was looked at: `submission-over`, `submission-changed`. */
function waiting(state: ProcedureState, n: number, hash: string): Submission | Refusal {
  const { open } = state;
  if (open === null) return { refused: 'submission-over' };
  if (open.n !== n || open.hash !== hash) return { refused: 'submission-changed' };
  return open;
}

/** Nobody decides about what they drew or submitted themselves, whatever role they do it in. */
function refuseSame({ p: submitter, editors }: Submission, p: string): Refusal | undefined {
  return submitter === p || editors.includes(p) ? { refused: 'second-person-needed' } : undefined;
}

function isBase(base: unknown): base is Base | null {
  if (base === null) return true;
  return isContext(base) && Number.isSafeInteger(base['version']) && HASH.test(String(base['hash']));
}
