import { matterLine, titleOf } from './matter.js';
import { noticeLine } from './notice.js';
import { opinionsPage } from './opinions.js';
import { pollPage } from './poll.js';
import { Trail } from './trail.js';
import type { MatterData, Reading } from './data.js';
import type { Duty, Home, Instant, Receipt } from './views.js';

/** A matter with the reader's eyes and the reader's ballots in it, by poll. */
export interface HomeMatter {
  readonly data: MatterData;
  readonly reading: Reading;
  readonly receipts: ReadonlyMap<string, Receipt>;
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
        const page = pollPage(entity, data, reading, trail, receipts.get(entity.stream) ?? null);
        if (page?.may.yes) duties.push({ ...common, kind: 'poll', due: page.due, acted: page.mine !== null });
      } else if (entity.kind === 'notice') {
        const line = noticeLine(entity, data, reading, trail);
        if (line) notices.push(line);
      }
    }
  }
  return { duties: duties.sort((a, b) => soonest(a.due.at) - soonest(b.due.at)), matters: lines, notices };
}

/** What has no date yet comes last. */
function soonest(at: Instant | null): number {
  return at ?? Number.MAX_SAFE_INTEGER;
}
