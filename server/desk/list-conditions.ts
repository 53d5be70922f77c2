import type { Caller } from '#identity';
import { placesAbove } from '#matters';
import { DONE, isStaff, NAMED, SEATED, type ListedReason, type ListName } from '#pages';
import type { Deputy } from '#rules/people';
import { atOrBelow, either, together, type Where } from '#store';

/** What can still be done. */
export const OPEN: Where = { sql: 't.over_at IS NULL AND m.ended_at IS NULL', parameters: [] };
/** What is over. */
export const OVER: Where = { sql: 't.over_at IS NOT NULL', parameters: [] };

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

/** 待办 shows what others of the same post have taken, and does not count it: nobody else can do it now. */
export function own(list: ListName, caller: Caller, standing: readonly Deputy[]): readonly Where[] {
  if (list !== 'todo') return [];
  return [
    either([
      { sql: 't.assignee IS NULL', parameters: [] },
      names(caller, ['assigned', ...SEATED]),
      decides(caller),
      standsIn(caller, standing),
    ]),
  ];
}

/** 督办 that is over: the caller watched it, or did it. */
export function answered(caller: Caller): Where {
  return either([{ sql: 'p.p IS NOT NULL', parameters: [] }, names(caller, DONE)]);
}

/**
 * 代理: the task is somebody's for whom the caller stands in, in a post that is covered there, and no own act; the caller did not bring
 * the matter, and did nothing before of what is reviewed.
 */
export function standsIn(caller: Caller, named: readonly Deputy[]): Where {
  const { person } = caller;
  if (named.length === 0) return either([]);
  const isCallers = (reason: ListedReason): string => `EXISTS (SELECT 1 FROM listed_person g JOIN pseudonym h
    ON h.matter = g.matter AND h.p = g.p WHERE g.matter = t.matter AND g.reason = '${reason}' AND h.person = ?)`;
  const each = named.map(({ person: holder, posts }) =>
    together([
      either(
        posts.map(({ role, scope }) =>
          together([{ sql: 't.roles LIKE ?', parameters: [`%${JSON.stringify(role)}%`] }, atOrBelow('m.scope', scope)]),
        ),
      ),
      {
        sql: `EXISTS (SELECT 1 FROM listed_person a JOIN pseudonym y ON y.matter = a.matter AND y.p = a.p
          WHERE a.matter = t.matter AND a.task_key = t.task_key AND y.person = ?
            AND a.reason = CASE WHEN t.assignee IS NULL THEN 'asked' ELSE 'assigned' END)`,
        parameters: [holder],
      },
    ]),
  );
  return together([
    { sql: `t.own_act = 0 AND NOT ${isCallers('started')}`, parameters: [person] },
    { sql: `NOT (t.kind = 'review' AND ${isCallers('done')})`, parameters: [person] },
    not(names(caller, NAMED)),
    either(each),
  ]);
}

/**
 * Words in what people typed, looked for where it lies: a text is found by whom `textsOf` says. What was erased is found by nobody. Then
 * the names of files, for staff of the place.
 */
export function says(caller: Caller, text: (column: string) => string, inJson: string, like: string): Where {
  const staff = either(
    caller.appointments
      .filter(({ role }) => isStaff({ roles: [role] }))
      .map(({ scope }) => atOrBelow('m.scope', scope)),
  );
  return either([
    {
      sql: `EXISTS (SELECT 1 FROM listed_text e JOIN sealed_value s ON s.commitment = e.commitment
        WHERE e.matter = m.matter AND ${text('s.value')} LIKE ? ESCAPE '!' AND (e.reader = 'all'
          OR (e.reader = 'staff' AND ${staff.sql}) OR EXISTS (SELECT 1 FROM pseudonym o
            WHERE o.matter = e.matter AND o.p = e.p AND o.person = ?)))`,
      parameters: [inJson, ...staff.parameters, caller.person],
    },
    together([
      staff,
      {
        sql: `EXISTS (SELECT 1 FROM file_use u JOIN file f ON f.hash = u.hash
          WHERE u.matter = m.matter AND f.name LIKE ? ESCAPE '!')`,
        parameters: [like],
      },
    ]),
  ]);
}

function not({ sql, parameters }: Where): Where {
  return { sql: `NOT ${sql}`, parameters };
}
