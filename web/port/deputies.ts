import type { Key } from './port.js';
import type { Audience, Route } from './routes.js';
import type { Answer, DeputiesPage, Id, NewDeputy } from './views.js';

/** 代理: who does whose tasks between two dates, in their name. */
export interface DeputyPort {
  /** GET /api/deputies */
  deputies(): Promise<DeputiesPage>;
  /**
   * POST /api/deputies `{person, from, to, reason}`: both days included, `from` null or today meaning from now on. Problems: `text-empty`,
   * `deputy-too-long` 422; 409: `deputy-cannot-act`, `deputy-overlaps`, `deputy-is-away`, `deputy-of-a-deputy`, `deputy-in-the-past`, `deputy-dates-wrong`.
   */
  nameDeputy(body: NewDeputy, key: Key): Promise<Answer<DeputiesPage>>;
  /** POST /api/deputies/:deputy/end: at once. Problems: `unknown-deputy` 404, `deputy-over` 409. */
  endDeputy(deputy: Id, key: Key): Promise<Answer<DeputiesPage>>;
}

export const deputyRoutes = (staff: Audience): Readonly<Record<keyof DeputyPort, Route>> => ({
  deputies: { method: 'GET', path: '/api/deputies', audience: staff },
  nameDeputy: { method: 'POST', path: '/api/deputies', audience: staff },
  endDeputy: { method: 'POST', path: '/api/deputies/:deputy/end', audience: staff },
});

interface Calls {
  read<T>(name: keyof DeputyPort, parts: readonly string[]): Promise<T>;
  change<T>(name: keyof DeputyPort, parts: readonly string[], body: unknown, key: Key): Promise<T>;
}

export function deputyCalls({ read, change }: Calls): DeputyPort {
  return {
    deputies: () => read('deputies', []),
    nameDeputy: (body, key) => change('nameDeputy', [], body, key),
    endDeputy: (deputy, key) => change('endDeputy', [deputy], {}, key),
  };
}
