import type { Event } from '../../decider.js';
import type { Draft } from '../draft.js';
import type { InstanceEvent } from '../events.js';
import { rememberAct } from './acts.js';
import { migrated } from './migrated.js';
import { activated, terminated, withdrawn } from './modified.js';
import { completed } from './completed.js';
import { conditionFell } from './condition-fell.js';
import { dueMoved } from './due-moved.js';
import { ended } from './ended.js';
import { entered } from './entered.js';
import { fired } from './fired.js';
import { held } from './held.js';
import { incidentRaised } from './incident-raised.js';
import { incidentResolved } from './incident-resolved.js';
import { jobFailed } from './job-failed.js';
import { passed } from './passed.js';
import { seatActed, seatAdded, seatRemoved } from './seats.js';
import { started } from './started.js';
import { streamsOpened } from './streams-opened.js';
import { resumed, suspended } from './suspended.js';
import { taskUpdated } from './task-updated.js';
import { triggered } from './triggered.js';
import { undone } from './undone.js';
import { variablesSet } from './variables-set.js';
import { watched } from './watched.js';

type Applier<E extends Event> = (draft: Draft, event: E) => void;

/** Every event type with its appliers by version, from 1. A released version stays here for ever. */
const APPLIERS: { readonly [T in InstanceEvent['type']]: readonly Applier<Extract<InstanceEvent, { type: T }>>[] } = {
  Started: [started],
  Passed: [passed],
  Entered: [entered],
  Completed: [completed],
  Fired: [fired],
  Triggered: [triggered],
  Watched: [watched],
  Undone: [undone],
  Held: [held],
  Ended: [ended],
  IncidentRaised: [incidentRaised],
  IncidentResolved: [incidentResolved],
  JobFailed: [jobFailed],
  StreamsOpened: [streamsOpened],
  TaskUpdated: [taskUpdated],
  SeatAdded: [seatAdded],
  SeatRemoved: [seatRemoved],
  SeatActed: [seatActed],
  DueMoved: [dueMoved],
  VariablesSet: [variablesSet],
  ConditionFell: [conditionFell],
  Activated: [activated],
  Terminated: [terminated],
  Withdrawn: [withdrawn],
  Migrated: [migrated],
  Suspended: [suspended],
  Resumed: [resumed],
};

/** Applies one event. Throws only for an event that no released version of the engine has made. */
export function apply(draft: Draft, event: InstanceEvent): void {
  const versions: readonly Applier<never>[] | undefined = APPLIERS[event.type];
  const applier = versions?.[event.v - 1];
  if (applier === undefined) throw new Error(`no applier for ${event.type} version ${event.v}`);
  rememberAct(draft, event);
  applier(draft, event as never);
}
