import type { Element, Process, StoredValue } from '#engine';
import { isStep } from './kinds.js';
import { constantOf, type Known } from './procedures/constants.js';

/**
 * The step that follows an element, or the end, as far as the model and what is `known` by then decide it: choices are made as the engine
 * will make them, machinery in between is passed. Null where it depends on more, as on what a system step in between will answer.
 */
export function nextAfter(process: Process, element: Element, known: Known): Element | null {
  const values: Record<string, StoredValue> = { ...known };
  let at = onlyTarget(process, element);
  for (let passed = 0; at !== null && passed < process.elements.length; passed++) {
    if (isStep(at) || at.type === 'endEvent') return at;
    switch (at.type) {
      case 'exclusiveGateway':
        at = chosen(process, at, values);
        continue;
      case 'scriptTask': {
        if (at.script === null || at.input.length > 0 || at.output.length > 0) return null;
        const value = constantOf(at.script.source, values);
        const name = at.script.resultVariable;
        if (name !== null && value === undefined) delete values[name];
        else if (name !== null && value !== undefined) values[name] = value;
        break;
      }
      case 'serviceTask':
      case 'businessRuleTask':
      case 'intermediateThrowEvent':
        // what it answers is not known yet: nothing may be decided by it, and without mappings it may answer anything
        if (at.job !== null && at.output.length === 0) return null;
        for (const { target } of at.output) delete values[target.split('.')[0] ?? target];
        if (at.decision !== null) delete values[at.decision.resultVariable];
        break;
      default:
        return null;
    }
    at = onlyTarget(process, at);
  }
  return null;
}

function onlyTarget({ flows, elements }: Process, { outgoing }: Element): Element | null {
  const [only, ...others] = outgoing;
  return others.length > 0 ? null : (elements[flows[only ?? -1]?.target ?? -1] ?? null);
}

function chosen(process: Process, gateway: Element, known: Known): Element | null {
  const { flows, elements } = process;
  if (gateway.outgoing.length < 2) return onlyTarget(process, gateway);
  for (const index of gateway.outgoing) {
    const flow = flows[index];
    if (flow === undefined || index === gateway.defaultFlow) continue;
    const holds = flow.condition === null ? undefined : constantOf(flow.condition, known);
    if (holds === true) return elements[flow.target] ?? null;
    if (holds !== false) return null;
  }
  return elements[flows[gateway.defaultFlow ?? -1]?.target ?? -1] ?? null;
}
