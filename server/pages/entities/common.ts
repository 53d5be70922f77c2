import { actOf, HELPERS, type Act } from '#rules/contract';
import { textOf, type EntityData, type MatterData, type Reading } from '../data.js';
import { clockDue } from '../due.js';
import { titleOf } from '../matter.js';
import { timerIn } from '../poll.js';
import type { Trail } from '../trail.js';
import { no, YES } from '../may.js';
import type { Fraction, Holder, May } from '../views.js';

export { brokenOff, no, YES } from '../may.js';

/** What stands around every entity's page. */
export function frame<Kind extends string>(
  kind: Kind,
  entity: EntityData,
  data: MatterData,
  reading: Reading,
  trail: Trail,
) {
  return {
    kind,
    id: entity.stream,
    matter: data.matter,
    number: data.number,
    title: titleOf(data, reading),
    due: clockDue(timerIn(entity, data, trail), reading),
  };
}

/** By the roles an act is declared for: a helper counts as the residents helped. Then by what stands against it now. */
export function mayAct(acts: readonly Act[], kind: string, type: string, reading: Reading, against: May | null): May {
  const act = actOf(acts, kind, type);
  const roles = act?.helped === true ? [...act.roles, ...HELPERS] : (act?.roles ?? []);
  if (!roles.some((role) => reading.roles.some((held) => held === role))) return no('role-does-not-fit');
  return against ?? YES;
}

/** Somebody whose seat is published: everybody may read the name. */
export function seated(p: string, reading: Reading): Holder {
  return reading.published(p);
}

export function words(value: unknown, reading: Reading): string | null {
  return textOf(value as Parameters<typeof textOf>[0], reading);
}

export function fractionOf({ num, den, op }: { num: number | string; den: number | string; op: string }): Fraction {
  return { num: Number(num), den: Number(den), op: op as Fraction['op'] };
}
