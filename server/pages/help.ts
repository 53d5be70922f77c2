import { HELPERS } from '#rules/contract';
import type { MatterData, Reading } from './data.js';
import { titleOf } from './matter.js';
import { stepLines } from './steps.js';
import { Trail } from './trail.js';
import type { Helped, HelpOpening } from './views/help.js';
import type { LinkedKind } from './views/matters.js';

const ENTERED: Partial<Record<LinkedKind, Helped>> = { opinions: 'opinion', cosign: 'support', poll: 'vote' };

/** The steps of a matter that take something entered for a resident now; none for who is no helper there. Whom they take it for is asked of the entity. */
export function helpOpenings(data: MatterData, reading: Reading): readonly HelpOpening[] {
  if (!reading.roles.some((role) => HELPERS.includes(role))) return [];
  return stepLines(data, reading, new Trail(data)).flatMap(({ state, name, link, due }) => {
    const what = link === null ? undefined : ENTERED[link.kind];
    if (state !== 'now' || link === null || what === undefined || !isOpen(link.id, data)) return [];
    return [
      {
        what,
        name,
        due,
        kind: link.kind,
        id: link.id,
        matter: data.matter,
        title: titleOf(data, reading),
        scope: data.scope,
      },
    ];
  });
}

/** A step may go on after its entity takes nothing more: opinions are still being answered then. */
function isOpen(stream: string, { entities }: MatterData): boolean {
  const { status } = (entities.find((one) => one.stream === stream)?.state ?? {}) as { readonly status?: string };
  return status === 'open' || status === 'collecting';
}

/** The nearest last day first. */
export function byDue(a: HelpOpening, b: HelpOpening): number {
  return (a.due?.at ?? Number.MAX_SAFE_INTEGER) - (b.due?.at ?? Number.MAX_SAFE_INTEGER);
}
