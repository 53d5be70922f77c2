import type { Caller } from '#identity';
import { placesAbove } from '#matters';
import type { ListedReason } from '#pages';
import { atOrBelow, either, together, type Where } from '#store';

/** At or below the place of an appointment; residents and those who help them also above it. */
export function reach(caller: Caller, column = 'm.scope'): Where {
  const below = caller.appointments.map(({ scope }) => atOrBelow(column, scope));
  const above = caller.appointments
    .filter(({ role }) => role === 'resident' || role === 'grid')
    .flatMap(({ scope }) => placesAbove(scope))
    .map((scope): Where => ({ sql: `${column} = ?`, parameters: [scope] }));
  return either([...below, ...above]);
}

/** Where the caller works, and reads the names of those who work there. */
export function inside({ appointments }: Caller): Where {
  return either(appointments.filter(({ role }) => role !== 'resident').map(({ scope }) => atOrBelow('m.scope', scope)));
}

/** A task that names nobody is theirs who hold one of its roles there. */
export function byRole({ appointments }: Caller): Where {
  const held = appointments.filter(({ role }) => role !== 'resident');
  const fits = either(
    held.map(({ role, scope }) =>
      together([{ sql: 't.roles LIKE ?', parameters: [`%${JSON.stringify(role)}%`] }, atOrBelow('m.scope', scope)]),
    ),
  );
  return together([{ sql: 't.closed = 0', parameters: [] }, fits]);
}

/** A row names the caller, for one of these reasons. */
export function names({ person }: Caller, reasons: readonly ListedReason[]): Where {
  return {
    sql: `EXISTS (SELECT 1 FROM listed_person a JOIN pseudonym y ON y.matter = a.matter AND y.p = a.p
      WHERE a.matter = t.matter AND a.task_key = t.task_key AND y.person = ?
        AND a.reason IN (${reasons.map(() => '?').join(', ')}))`,
    parameters: [person, ...reasons],
  };
}

/** A longer term is asked for, by somebody else, and a post the caller holds there decides. */
export function decides({ person, appointments }: Caller): Where {
  const fits = either(
    appointments.map(({ role, scope }) =>
      together([{ sql: 'd.role = ?', parameters: [role] }, atOrBelow('m.scope', scope)]),
    ),
  );
  return {
    sql: `EXISTS (SELECT 1 FROM listed_person d WHERE d.matter = t.matter AND d.task_key = t.task_key
      AND d.reason = 'decides' AND ${fits.sql} AND NOT EXISTS (SELECT 1 FROM pseudonym y
        WHERE y.matter = d.matter AND y.p = d.asked_by AND y.person = ?))`,
    parameters: [...fits.parameters, person],
  };
}

/** A part of a text, with what LIKE would take for a wildcard taken as it is. */
export function pattern(term: string): string {
  return `%${term.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
}
