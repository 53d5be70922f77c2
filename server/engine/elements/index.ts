import type { Element, ElementType } from '../model/types.js';
import type { Behaviour } from './behaviour.js';
import { callActivity } from './call-activity.js';
import { decisionTask } from './decision-task.js';
import { endEvent } from './end-event.js';
import { eventGateway } from './event-gateway.js';
import { job } from './job.js';
import { passing } from './passing.js';
import { receive } from './receive.js';
import { scriptTask } from './script-task.js';
import { startEvent } from './start-event.js';
import { subProcess } from './sub-process.js';
import { throwEvent } from './throw-event.js';
import { manualTask, userTask } from './user-task.js';

/** Every kind of element the engine executes; `support.ts` says the same to the reader of models. */
const BEHAVIOURS: { readonly [T in Exclude<ElementType, 'process' | 'boundaryEvent'>]: Behaviour } = {
  startEvent,
  endEvent,
  intermediateCatchEvent: receive,
  intermediateThrowEvent: throwEvent,
  task: passing,
  manualTask,
  userTask,
  serviceTask: job,
  scriptTask,
  businessRuleTask: decisionTask,
  receiveTask: receive,
  subProcess,
  eventSubProcess: subProcess,
  callActivity,
  exclusiveGateway: passing,
  parallelGateway: passing,
  inclusiveGateway: passing,
  eventBasedGateway: eventGateway,
};

const NONE: Behaviour = {
  enter(_run, plan) {
    throw new Error(`${plan.element.type} is not entered`);
  },
};

/** How an element behaves. A process is not entered; a boundary event happens to its host. */
export function behaviourOf(element: Element): Behaviour {
  const { type } = element;
  return type === 'process' || type === 'boundaryEvent' ? NONE : BEHAVIOURS[type];
}
