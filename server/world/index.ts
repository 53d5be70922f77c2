export { createWorld } from './world.js';
export { completionOf, traceOf } from './completions.js';
export { awaitsYear, nameOfElement, pathOf } from './waiting.js';
export { POLL_CASTING } from './poll-casting.js';
export { countedId } from './ids.js';
export { definitionAfter, hostsOf, INSTANCE_HOST, targetOf } from './facts.js';
export type { CalendarYear, FactSources, Host, NamelessCommand } from './hosts.js';
export type { Completion, Trace } from './completions.js';
export type { Message } from './messages.js';
export type { Signal } from './signals.js';
export type {
  ElectorRow,
  IncidentRow,
  JobRow,
  MessageRow,
  NotificationRow,
  StreamData,
  StreamStatus,
  SubscriptionRow,
  TaskRow,
  TimerRow,
  VoteRow,
  WorldData,
  WorldRecord,
} from './data.js';
export type {
  Accepted,
  Answer,
  Ballot,
  CastingRules,
  CastRequest,
  StartRequest,
  SubmitRequest,
  Waiting,
  World,
  WorldSettings,
} from './types.js';
export { runScenario } from './scenario/run.js';
export type { ScenarioSetting } from './scenario/run.js';
export type {
  Expectation,
  Person,
  HouseholdLine,
  Scenario,
  ScenarioDifference,
  ScenarioResult,
  ScenarioStep,
} from './scenario/types.js';
