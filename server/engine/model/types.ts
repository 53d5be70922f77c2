import type { StoredValue } from '../expression/index.js';
import type { DecisionModels } from '../decision/types.js';

/**
 * A process as the engine runs it: an immutable, index-based graph in plain JSON. No XML, no look-up by name on the
 * hot path. Indexes are positions in the arrays of the same process. Expressions are FEEL sources without the leading
 * `=`; a text that was no expression in the model arrives as a FEEL string literal, so every field here is FEEL.
 */
export interface Process {
  readonly id: string;
  readonly name: string | null;
  /** Index 0 is the process itself (type `process`); all others have a parent. Document order. */
  readonly elements: readonly Element[];
  readonly flows: readonly Flow[];
  readonly lanes: readonly Lane[];
}

export interface Lane {
  readonly id: string;
  readonly name: string | null;
  /** Role of the organisation that acts in this lane (`zeebe:property name="lane.role"`), else the lane's id. */
  readonly role: string;
}

export type ElementType =
  | 'process'
  | 'subProcess'
  | 'eventSubProcess' // begins when its start event happens, beside or instead of what runs in the scope around it
  | 'callActivity'
  | 'task' // abstract task: passes through
  | 'manualTask' // passes through, unless `waits` (zeebe:property manual.waits = true): completed from outside
  | 'userTask'
  | 'serviceTask' // a job
  | 'scriptTask' // FEEL when `script` is there, else a job
  | 'businessRuleTask' // a decision when `decision` is there, else a job
  | 'receiveTask'
  | 'startEvent'
  | 'endEvent'
  | 'intermediateCatchEvent'
  | 'intermediateThrowEvent'
  | 'boundaryEvent'
  | 'exclusiveGateway'
  | 'parallelGateway'
  | 'inclusiveGateway'
  | 'eventBasedGateway'; // waits for the first of the catch events and receive tasks behind it

export interface Element {
  readonly index: number;
  readonly id: string;
  readonly name: string | null;
  readonly type: ElementType;
  /** Scope it lies in; -1 for the process itself. */
  readonly parent: number;
  readonly incoming: readonly number[];
  readonly outgoing: readonly number[];
  /** Index into `lanes`, null outside lanes. */
  readonly lane: number | null;
  /** process and subProcess: start events directly inside. */
  readonly starts: readonly number[];
  /** Activities: boundary events attached to them. */
  readonly boundary: readonly number[];
  /** boundaryEvent: the activity it is attached to; `interrupting` = cancelActivity. */
  readonly attachedTo: number | null;
  readonly interrupting: boolean;
  readonly event: EventDefinition | null;
  /** exclusiveGateway, inclusiveGateway (and activities): default flow. */
  readonly defaultFlow: number | null;
  readonly input: readonly Mapping[];
  readonly output: readonly Mapping[];
  /** zeebe:property pairs. */
  readonly properties: Readonly<Record<string, string>>;
  readonly job: JobDefinition | null;
  readonly script: { readonly source: Feel; readonly resultVariable: string | null } | null;
  readonly decision: { readonly id: Feel; readonly resultVariable: string } | null;
  readonly user: UserTaskDefinition | null;
  readonly call: CallDefinition | null;
  /** Activities: it runs several times. */
  readonly loop: LoopDefinition | null;
  /** It only runs to undo another activity. */
  readonly forCompensation: boolean;
  /** boundaryEvent.compensation: index of the activity that undoes what it is attached to. */
  readonly handler: number | null;
}

/** FEEL source, without the leading `=`. */
export type Feel = string;

export interface Flow {
  readonly index: number;
  readonly id: string;
  readonly name: string | null;
  readonly source: number;
  readonly target: number;
  readonly condition: Feel | null;
}

/** zeebe:input / zeebe:output. `target` may be a path `a.b`. */
export interface Mapping {
  readonly source: Feel;
  readonly target: string;
}

export type EventDefinition =
  | { readonly kind: 'none' }
  | { readonly kind: 'timer'; readonly timer: 'date' | 'duration' | 'cycle'; readonly expression: Feel }
  /** `correlationKey` is null on a start event of a process. */
  | { readonly kind: 'message'; readonly name: Feel; readonly correlationKey: Feel | null }
  /** `code` null on a catching event: any error. Names beside ids so that findings can be read. */
  | { readonly kind: 'error'; readonly code: Feel | null }
  /** `code` null on a catching event: any escalation. */
  | { readonly kind: 'escalation'; readonly code: Feel | null }
  /** Throwing: index of the activity to undo, null for all of the scope. Always null on a boundary event. */
  | { readonly kind: 'compensation'; readonly activity: number | null }
  | { readonly kind: 'terminate' }
  | { readonly kind: 'signal'; readonly name: Feel }
  /** True or false; the event happens when it becomes true. */
  | { readonly kind: 'conditional'; readonly condition: Feel }
  /**
   * Thrower and catcher of one name in one scope. The reader joins them by a sequence flow that is not in the drawing
   * (id `<id of the thrower>~link`), so to the engine a link is a way like any other.
   */
  | { readonly kind: 'link'; readonly name: string };

/** zeebe:taskDefinition with zeebe:taskHeaders. */
export interface JobDefinition {
  readonly type: Feel;
  readonly retries: Feel | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** zeebe:userTask with zeebe:assignmentDefinition, taskSchedule, formDefinition. */
export interface UserTaskDefinition {
  readonly assignee: Feel | null;
  readonly candidateGroups: Feel | null;
  readonly candidateUsers: Feel | null;
  readonly dueDate: Feel | null;
  readonly followUpDate: Feel | null;
  readonly formId: string | null;
}

/** zeebe:calledElement; `processId` FEEL (a literal for a fixed id), looked up in the definition set. */
export interface CallDefinition {
  readonly processId: Feel;
  readonly propagateAllParentVariables: boolean;
  readonly propagateAllChildVariables: boolean;
}

/**
 * bpmn:multiInstanceLoopCharacteristics with zeebe:loopCharacteristics: one run for each item of `collection`, else
 * `cardinality` runs. Exactly one of the two is there.
 */
export interface LoopDefinition {
  /** One run after the other. */
  readonly sequential: boolean;
  readonly collection: Feel | null;
  /** Name of the item in its run. */
  readonly inputElement: string | null;
  readonly cardinality: Feel | null;
  /** Name of the list of results; in the order of the items. */
  readonly outputCollection: string | null;
  readonly outputElement: Feel | null;
  /** Once true after a run, the others are ended. */
  readonly completionCondition: Feel | null;
}

/**
 * What a matter runs and keeps: a procedure with its step procedures, decisions, forms and rule pack (format).
 * Process ids are unique in the set; called ids and decision ids resolve inside it.
 */
export interface DefinitionSet {
  /** Standard base64 of SHA-256 over the set's file list (`heyi/definition/v1`); computed by whoever built the set. */
  readonly hash: string;
  /** Id of the process that `start` starts. */
  readonly main: string;
  readonly processes: Readonly<Record<string, Process>>;
  /** DMN decisions and what they need, by decision id. */
  readonly decisions: DecisionModels;
  /** form-js schemas by form id, as JSON. */
  readonly forms: Readonly<Record<string, StoredValue>>;
}
