import type { Key } from './port.js';
import type { Audience, Route } from './routes.js';
import type { Answer, Id, MatterPage, SeatAct } from './views.js';

/** What somebody does who was added to a task (加签). */
export interface SeatPort {
  /**
   * POST /api/tasks/:task/seat `{seat, stance, text}`: the text is sealed, and asked for unless they agree; answers the matter as
   * it is then. Problems: `text-empty` 422, `not-assigned-to-you` 403, `not-your-turn`, `seat-acted`, `already-completed` 409.
   */
  actOnSeat(task: Id, body: SeatAct, key: Key): Promise<Answer<MatterPage>>;
}

export function seatRoutes(staff: Audience): Readonly<Record<keyof SeatPort, Route>> {
  return { actOnSeat: { method: 'POST', path: '/api/tasks/:task/seat', audience: staff } };
}

interface Calls {
  change<T>(name: keyof SeatPort, parts: readonly string[], body: unknown, key: Key): Promise<T>;
}

export function seatCalls({ change }: Calls): SeatPort {
  return { actOnSeat: (task, body, key) => change('actOnSeat', [task], body, key) };
}
