import type { MatterData, Reading } from './data.js';
import { titleOf } from './matter.js';
import { stepLines } from './steps.js';

import { Trail } from './trail.js';
import type { Helped, HelpOpening } from './views/help.js';
import type { LinkedKind } from './views/matters.js';

/** Who enters something for somebody else, in the matters of their place. */
export const HELPERS = ['grid', 'worker'] as const;

const ENTERED: Partial<Record<LinkedKind, Helped>> = { opinions: 'opinion', cosign: 'support', poll: 'vote' };

/** The steps of a matter that take something entered for a resident now; none for who is no helper there. Whom they take it for is asked of the entity. */
export function helpOpenings(data: MatterData, reading: Reading): readonly HelpOpening[] {
  if (!HELPERS.some((role) => reading.roles.includes(role))) return [];
  return stepLines(data, reading, new Trail(data)).flatMap(({ state, name, link, due }) => {
    const what = link === null ? undefined : ENTERED[link.kind];
    if (state !== 'now' || link === null || what === undefined) return [];
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

/** The nearest last day first. */
export function byDue(a: HelpOpening, b: HelpOpening): number {
  return (a.due?.at ?? Number.MAX_SAFE_INTEGER) - (b.due?.at ?? Number.MAX_SAFE_INTEGER);
}
