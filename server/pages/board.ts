import type { NoticeState } from '#rules/notice';
import type { OpinionsState } from '#rules/opinions';
import type { MatterData, Reading } from './data.js';
import { SMALLEST } from './hiding.js';
import { noticePage } from './notice.js';
import { opinionsPage } from './opinions.js';
import { pollPage } from './poll.js';
import { Trail } from './trail.js';
import type { Instant } from './views.js';
import type { BoardPanel } from './views/board.js';

/** Results and answers stand on the wall for thirty days. */
export const BOARD_STANDS = 30 * 86_400_000;
/** Kinds of streams that have something to show there. */
export const BOARD_KINDS: readonly string[] = ['opinions', 'poll', 'notice'];
const ORDER: readonly BoardPanel['kind'][] = ['vote', 'consult', 'notice', 'result', 'answered'];

/**
 * What of these matters is for everybody to see: dates, counts and results. Titles, summaries and questions are what residents are shown;
 * nobody's name, no text of an opinion or objection, of fewer than five opinions no count, and of an open vote none at all.
 */
export function boardPanels(
  matters: readonly { readonly data: MatterData; readonly reading: Reading }[],
): readonly BoardPanel[] {
  const panels = matters.flatMap(({ data, reading }) => panelsOf(data, reading));
  return ORDER.flatMap((kind) => panels.filter((panel) => panel.kind === kind));
}

function panelsOf(data: MatterData, reading: Reading): readonly BoardPanel[] {
  const trail = new Trail(data);
  const stands = (since: Instant) => reading.now - since <= BOARD_STANDS;
  return data.entities.flatMap((entity): readonly BoardPanel[] => {
    const [id, matter] = [entity.stream, data.matter];
    if (entity.kind === 'opinions') {
      const page = opinionsPage(entity, data, reading, trail);
      const { closedAt, items } = entity.state as OpinionsState;
      if (page === null || page.status === 'cancelled') return [];
      const { title, due, given, answered } = page;
      const summary = summaryOf(page);
      if (page.status === 'open')
        return [{ kind: 'consult', id, matter, title, summary, due, given: given < SMALLEST ? null : given }];
      const adopted = items.filter(({ answer }) => answer !== null && answer.outcome !== 'decline').length;
      return given > 0 && stands(closedAt)
        ? [{ kind: 'answered', id, matter, title, summary, given, answered, adopted }]
        : [];
    }
    if (entity.kind === 'poll') {
      const page = pollPage(entity, data, reading, trail, new Map());
      if (page === null) return [];
      const { title, question, due, result, roll } = page;
      const head = { id, matter, title, summary: null };
      if (page.status === 'open') return [{ ...head, kind: 'vote', due, question, electors: roll.lines }];
      if (result === null || !stands(result.at)) return [];
      const { outcome, counts, quorum, threshold, at } = result;
      return [{ ...head, kind: 'result', question, outcome, counts, tests: [...quorum, ...threshold], at }];
    }
    if (entity.kind !== 'notice' || (entity.state as NoticeState).status !== 'open') return [];
    const page = noticePage(entity, data, reading, trail);
    if (page === null) return [];
    const { title, due, day, days, unit } = page;
    return [{ kind: 'notice', id, matter, title, summary: summaryOf(page), due, day, days: days.length, unit }];
  });
}

/** The text everybody was shown, unless it is the title again. */
function summaryOf({ title, text }: { readonly title: string; readonly text: string | null }): string | null {
  return text === null || text.trim() === '' || text === title ? null : text;
}
