import { dueOf, unitOfTask } from './due.js';
import { entityPage } from './entities/index.js';
import type { EntityPage } from './entity-views.js';
import { matterLine, titleOf } from './matter.js';
import { noticeLine } from './notice.js';
import { opinionsPage } from './opinions.js';
import { pollPage, type Receipts } from './poll.js';
import { taskId } from './tasks.js';
import { Trail } from './trail.js';
import type { MatterData, Reading } from './data.js';
import type { Duty, Home, Instant } from './views.js';

/** A matter with the reader's eyes and the reader's ballots in it, by poll. */
export interface HomeMatter {
  readonly data: MatterData;
  readonly reading: Reading;
  readonly receipts: ReadonlyMap<string, Receipts>;
}

/** What asks for the reader's own act, what goes on, what is published; matters come newest first. */
export function home(matters: readonly HomeMatter[]): Home {
  const duties: Duty[] = [];
  const lines: Home['matters'][number][] = [];
  const notices: Home['notices'][number][] = [];
  for (const { data, reading, receipts } of matters) {
    const trail = new Trail(data);
    lines.push(matterLine(data, reading, trail));
    for (const entity of data.entities) {
      const common = { id: entity.stream, matter: data.matter, title: titleOf(data, reading) };
      if (entity.kind === 'opinions') {
        const page = opinionsPage(entity, data, reading, trail);
        if (page?.may.yes) duties.push({ ...common, kind: 'opinions', due: page.due, acted: page.mine.length > 0 });
      } else if (entity.kind === 'poll') {
        const page = pollPage(entity, data, reading, trail, receipts.get(entity.stream) ?? new Map());
        if (page?.may.yes) duties.push({ ...common, kind: 'poll', due: page.due, acted: page.mine !== null });
      } else if (entity.kind === 'notice') {
        const line = noticeLine(entity, data, reading, trail);
        if (line) notices.push(line);
      } else {
        const duty = dutyOf(entityPage(entity, data, reading, trail));
        if (duty) duties.push({ ...common, ...duty });
      }
    }
    for (const [key, node] of Object.entries(data.state.nodes)) {
      const { task } = node;
      if (!task || !(task.people.includes(reading.p) || task.assignee === reading.p)) continue;
      duties.push({
        kind: 'task',
        id: taskId(data.matter, Number(key)),
        matter: data.matter,
        title: titleOf(data, reading),
        due: dueOf(task.due, unitOfTask(trail.byKey(Number(key))), reading),
        acted: false,
      });
    }
  }
  return { duties: duties.sort((a, b) => soonest(a.due.at) - soonest(b.due.at)), matters: lines, notices };
}

/** Whether an entity asks for the reader's own act, and whether it was done where it can still be changed. */
function dutyOf(page: EntityPage | null): Pick<Duty, 'kind' | 'due' | 'acted'> | null {
  switch (page?.kind) {
    case 'cosign':
      if (page.may.withdraw.yes && page.mine && page.household) return { kind: 'cosign', due: page.due, acted: true };
      return page.may.support.yes ? { kind: 'cosign', due: page.due, acted: false } : null;
    case 'meeting':
      return page.status === 'open' && page.me ? { kind: 'meeting', due: page.due, acted: page.me.present } : null;
    case 'callback':
      return page.may.answer.yes ? { kind: 'callback', due: page.due, acted: false } : null;
    case 'roll':
      return page.may.object.yes && page.status === 'posted'
        ? { kind: 'roll', due: page.due, acted: page.objections.some((each) => each.mine) }
        : null;
    default:
      return null;
  }
}

/** What has no date yet comes last. */
function soonest(at: Instant | null): number {
  return at ?? Number.MAX_SAFE_INTEGER;
}
