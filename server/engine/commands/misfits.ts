import type { MigrationCause } from '../codes.js';
import { isJoining, type Counterparts, type Pair } from '../history/counterparts.js';
import type { InstanceState, NodeState, UndoState } from '../history/state.js';
import { modelOf } from '../model/index.js';
import type { DefinitionSet, Element, EventDefinition } from '../model/types.js';
import { isFinal, runningCause } from '../tasks/steps.js';

/** Why one element cannot go on in another definition set. */
export interface Misfit {
  readonly element: string;
  readonly name: string;
  readonly code: MigrationCause;
  /** What went wrong while it was worked out, where the code alone does not say it. */
  readonly cause?: string;
}

export function misfit({ id, name }: Element, code: MigrationCause): Misfit {
  return { element: id, name: name ?? id, code };
}

/** Everything open that has no place in the other set, the oldest first. */
export function misfits(state: InstanceState, definitions: DefinitionSet, mapping: Counterparts): readonly Misfit[] {
  const found: Misfit[] = [];
  const pairs = new Map<number, Pair>();
  for (const node of Object.values(state.nodes)) {
    const outer = pairs.get(node.scope) ?? null;
    // what lies in something that has no place is not looked at: the reason is said once
    if (node.scope !== 0 && outer === null) continue;
    const cause = outer === null ? null : misfitOf(state, node, outer, mapping);
    if (cause !== null) {
      found.push(cause);
      continue;
    }
    if (node.inner === null) continue;
    const pair = mapping.process(node.inner.process);
    if (pair === null) {
      found.push(lost(definitions, node.inner.process));
      continue;
    }
    pairs.set(node.key, pair);
    found.push(...tokensIn(node, pair, mapping), ...undoIn(node.inner.undo, pair, mapping));
  }
  for (const { scope, element } of Object.values(state.incidents)) {
    const pair = pairs.get(scope);
    const old = pair?.from.elements[element];
    if (pair !== undefined && old !== undefined && mapping.element(pair, element) === null)
      found.push(misfit(old, 'element-unmapped'));
  }
  const seen = new Set<string>();
  return found.filter(({ element, code }) => {
    const name = `${element} ${code}`;
    return !seen.has(name) && seen.add(name);
  });
}

function lost(definitions: DefinitionSet, process: string): Misfit {
  const name = definitions.processes[process]?.name ?? process;
  return { element: process, name, code: 'process-unmapped' };
}

function misfitOf(state: InstanceState, node: NodeState, pair: Pair, mapping: Counterparts): Misfit | null {
  const old = modelOf(pair.from).planOf(node.element).element;
  if (isFinal(old)) return misfit(old, runningCause(old));
  const next = mapping.element(pair, node.element);
  if (next === null) return misfit(old, 'element-unmapped');
  const code = difference(old, next, node, pair, mapping);
  if (code !== null) return misfit(old, code);
  if (node.inner === null || !node.inner.border || node.loop !== null) return null;
  return callsSame(node.inner.process, next, pair, mapping) ? null : misfit(old, 'call-differs');
}

function difference(
  old: Element,
  next: Element,
  node: NodeState,
  pair: Pair,
  mapping: Counterparts,
): MigrationCause | null {
  if (!isSameKind(old, next)) return 'type-differs';
  if (mapping.element(pair, old.parent)?.index !== next.parent) return 'scope-differs';
  if (node.job !== null && old.job?.type !== next.job?.type) return 'job-differs';
  if ((node.message !== null || node.signal !== null) && !isSameEvent(old.event, next.event)) return 'message-differs';
  return null;
}

function isSameKind(old: Element, next: Element): boolean {
  return (
    old.type === next.type &&
    (old.event?.kind ?? 'none') === (next.event?.kind ?? 'none') &&
    (old.job === null) === (next.job === null) &&
    old.forCompensation === next.forCompensation &&
    (old.loop === null) === (next.loop === null) &&
    old.loop?.sequential === next.loop?.sequential &&
    (old.user === null) === (next.user === null)
  );
}

/** Would it happen at the same time, or for the same message or signal? */
export function isSameEvent(old: EventDefinition | null, next: EventDefinition | null): boolean {
  return JSON.stringify(old) === JSON.stringify(next);
}

/** A call that says its process as a literal has to say the one that runs, under its name there. */
function callsSame(process: string, next: Element, { to }: Pair, mapping: Counterparts): boolean {
  const there = mapping.process(process);
  const literal = next.call === null ? undefined : modelOf(to).constant(next.call.processId);
  // a process that is not there at all is said as such
  return there === null || literal === undefined || literal.value === there.to.id;
}

/** Tokens need a flow before the element they wait for; where several are waited for, exactly the flows of the other set. */
function tokensIn({ inner }: NodeState, pair: Pair, mapping: Counterparts): readonly Misfit[] {
  return (inner?.tokens ?? []).flatMap((flow) => {
    const target = pair.from.flows[flow]?.target ?? 0;
    const old = modelOf(pair.from).planOf(target).element;
    const next = mapping.element(pair, target);
    if (next === null) return [misfit(old, 'element-unmapped')];
    if (isJoining(old) || isJoining(next)) {
      const same = old.type === next.type && old.incoming.length === next.incoming.length;
      const found = new Set(old.incoming.map((incoming) => mapping.flow(pair, incoming)));
      return same && found.size === next.incoming.length && !found.has(-1) ? [] : [misfit(old, 'gateway-differs')];
    }
    if (!isSameKind(old, next)) return [misfit(old, 'type-differs')];
    if (mapping.element(pair, old.parent)?.index !== next.parent) return [misfit(old, 'scope-differs')];
    return mapping.flow(pair, flow) < 0 ? [misfit(old, 'flow-unmapped')] : [];
  });
}

/** What could still be undone has to be known there. */
function undoIn(undo: readonly UndoState[], pair: Pair, mapping: Counterparts): readonly Misfit[] {
  return undo.flatMap((entry) => {
    const old = modelOf(pair.from).planOf(entry.element).element;
    const next = mapping.element(pair, entry.element);
    if (next === null) return [misfit(old, 'element-unmapped')];
    const undone = (pair: Pair['from'], element: Element): boolean => modelOf(pair).planOf(element.index).undoneBy >= 0;
    const same = isSameKind(old, next) && undone(pair.from, old) === undone(pair.to, next);
    return [...(same ? [] : [misfit(old, 'type-differs')]), ...undoIn(entry.undo, pair, mapping)];
  });
}
