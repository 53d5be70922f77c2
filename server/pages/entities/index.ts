import type { EntityData, MatterData, Reading } from '../data.js';
import type { EntityPage } from '../entity-views.js';
import type { Trail } from '../trail.js';
import { archivePage } from './archive.js';
import { callbackPage } from './callback.js';
import { cosignPage } from './cosign.js';
import { councilPage } from './council.js';
import { intakePage } from './intake.js';
import { meetingPage } from './meeting.js';
import { rollPage } from './roll.js';

type Page = (entity: EntityData, data: MatterData, reading: Reading, trail: Trail) => EntityPage | null;

/** By kind of stream. Opinions, polls and notices have pages of their own. */
const PAGES: Readonly<Record<string, Page>> = {
  cosign: cosignPage,
  council: councilPage,
  meeting: meetingPage,
  callback: callbackPage,
  roll: rollPage,
  intake: intakePage,
  archive: archivePage,
};

/** An entity of a matter for one reader; null where it has nothing to show, or its kind has no page here. */
export function entityPage(entity: EntityData, data: MatterData, reading: Reading, trail: Trail): EntityPage | null {
  const page = Object.hasOwn(PAGES, entity.kind) ? PAGES[entity.kind] : undefined;
  return page?.(entity, data, reading, trail) ?? null;
}
