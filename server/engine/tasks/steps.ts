import type { Element } from '../model/types.js';
import type { Model } from '../model/index.js';

/**
 * Steps nobody goes back across (`step.return` = `never`): once a vote is open, a text is posted or a roll is frozen, what
 * people were told stands.
 */
export function isFinal(element: Element): boolean {
  return element.properties['step.return'] === 'never';
}

const FIXED: ReadonlySet<string | undefined> = new Set(['vote', 'roll', 'meeting']);

/** Steps whose roll or register says who takes part: by `step.kind`, or as `step.seats` (`fixed`, `free`) says. */
export function hasFixedRoll({ properties }: Element): boolean {
  const said = properties['step.seats'];
  return said === undefined ? FIXED.has(properties['step.kind']) : said === 'fixed';
}

/** Why a final step that runs may not be touched, by `step.kind`. */
export function runningCause(
  element: Element,
): 'step-vote-open' | 'step-publicity-running' | 'step-roll-frozen' | 'step-running' {
  switch (element.properties['step.kind']) {
    case 'vote':
      return 'step-vote-open';
    case 'publicity':
      return 'step-publicity-running';
    case 'roll':
      return 'step-roll-frozen';
    default:
      return 'step-running';
  }
}

/** Why a final step that has run may not be run again, by `step.kind`. */
export function passedCause(element: Element): 'across-vote' | 'across-publicity' | 'across-roll' | 'across-step' {
  switch (element.properties['step.kind']) {
    case 'vote':
      return 'across-vote';
    case 'publicity':
      return 'across-publicity';
    case 'roll':
      return 'across-roll';
    default:
      return 'across-step';
  }
}

/** Elements that can be reached from `from` by at least one flow or boundary event, not going on through `without`. */
export function reachedFrom(model: Model, from: number, without = -1): ReadonlySet<number> {
  const { elements, flows } = model.process;
  const seen = new Set<number>();
  const queue = [from];
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const element = elements[index];
    if (element === undefined) continue;
    const next = [...element.outgoing.map((flow) => flows[flow]?.target ?? -1), ...element.boundary];
    for (const target of next) {
      if (target < 0 || target === without || seen.has(target)) continue;
      seen.add(target);
      queue.push(target);
    }
  }
  return seen;
}
