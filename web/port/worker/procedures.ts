import type { ProcedureLine, Role } from '../views.js';
import type { Ready } from './matter-data.js';

/** The procedures of a world, and whether somebody of this role may start them. */
export function procedureLines(ready: ReadonlyMap<string, Ready>, role: Role): readonly ProcedureLine[] {
  return [...ready.values()].map(({ procedure, set }) => {
    const yes = procedure.start.roles.includes(role);
    return {
      procedure: procedure.id,
      name: procedure.name,
      version: procedure.version,
      definition: procedure.hash,
      summary: procedure.summary,
      steps: procedure.steps.map((kind) => ({
        kind: kind as 'consult',
        name: set.processes[`step-${kind}`]?.name ?? kind,
        state: 'next' as const,
        sure: false,
      })),
      form: procedure.start.form === null ? null : ((set.forms[procedure.start.form] ?? null) as never),
      may: { yes, why: yes ? null : { code: 'role-does-not-fit', values: {} } },
    };
  });
}
