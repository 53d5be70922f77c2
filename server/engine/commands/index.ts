import type { InstanceRefusal } from '../codes.js';
import type { Command } from '../decider.js';
import type { InstanceCommand } from '../history/commands.js';
import type { Run } from '../run/run.js';
import { refuseScope } from '../tasks/authority.js';
import { refuseDeputy } from '../tasks/deputies.js';
import { cancel, resolveIncident, resume, setVariables, suspend } from './control.js';
import { BAD_COMMAND, type Handler } from './handler.js';
import { completeJob, failJob, throwError, throwEscalation } from './jobs.js';
import { migrate } from './migrate.js';
import { modify } from './modify.js';
import { actOnSeat, addSeat, removeSeat } from './seats.js';
import { recall } from './recall.js';
import { start } from './start.js';
import { assignTask, completeTask, updateTask } from './tasks.js';
import { deliverMessage, deliverSignal, fireTimer, rescheduleTimer, setCalendar } from './waits.js';

interface Entry<C> {
  readonly handle: Handler<C>;
  /** Refused while the matter is suspended: it would move a token. */
  readonly moves: boolean;
}

const moves = <C>(handle: Handler<C>): Entry<C> => ({ handle, moves: true });
const stays = <C>(handle: Handler<C>): Entry<C> => ({ handle, moves: false });

/** Every command type of a running instance. */
const COMMANDS: {
  readonly [T in Exclude<InstanceCommand['type'], 'start'>]: Entry<Extract<InstanceCommand, { type: T }>>;
} = {
  completeJob: moves(completeJob),
  failJob: moves(failJob),
  throwError: moves(throwError),
  throwEscalation: moves(throwEscalation),
  completeTask: moves(completeTask),
  assignTask: stays(assignTask),
  updateTask: stays(updateTask),
  addSeat: stays(addSeat),
  removeSeat: moves(removeSeat),
  actOnSeat: moves(actOnSeat),
  fireTimer: moves(fireTimer),
  rescheduleTimer: stays(rescheduleTimer),
  deliverMessage: moves(deliverMessage),
  deliverSignal: moves(deliverSignal),
  setVariables: stays(setVariables),
  resolveIncident: moves(resolveIncident),
  setCalendar: stays(setCalendar),
  modify: moves(modify),
  migrate: stays(migrate),
  suspend: moves(suspend),
  resume: stays(resume),
  recall: moves(recall),
  cancel: stays(cancel),
};

/** Does it say when and by whom? Everything else is looked at where it is used. */
function isWhole({ at, by }: Command): boolean {
  const said = typeof by === 'object' && by !== null;
  return said && Number.isSafeInteger(at) && [by.p, by.role, by.scope].every((text) => typeof text === 'string');
}

/** Decides a command, or says why not. Refused commands have recorded nothing. */
export function handle(run: Run, command: InstanceCommand): InstanceRefusal | null {
  const { state } = run;
  if (!isWhole(command)) return BAD_COMMAND;
  const deputy = refuseDeputy(state, run.facts.definitions, command);
  if (deputy !== null) return deputy;
  if (command.type === 'start') return state.status === 'new' ? start(run, command) : { refused: 'already-started' };
  const entry: Entry<never> | undefined = Object.hasOwn(COMMANDS, command.type) ? COMMANDS[command.type] : undefined;
  if (entry === undefined) return { refused: 'unknown-command' };
  if (state.status === 'new') return { refused: 'not-started' };
  if (state.status !== 'active') return { refused: 'instance-ended', values: { status: state.status } };
  const scope = refuseScope(state, command.by);
  if (scope !== null) return scope;
  if (entry.moves && state.suspended !== null) return { refused: 'suspended' };
  return entry.handle(run, command as never);
}
