import type { ArchiveState } from '#rules/archive';
import type { EntityData, MatterData, Reading } from '../data.js';
import type { ArchivePage } from '../entity-views.js';
import { isOver, outcomeOf, statusOf } from '../standing.js';
import type { Trail } from '../trail.js';
import { frame } from './common.js';

/** The closing record of a matter; null before. */
export function archivePage(entity: EntityData, data: MatterData, reading: Reading, trail: Trail): ArchivePage | null {
  const state = entity.state as ArchiveState;
  if (state.status === 'none') return null;
  return {
    ...frame('archive', entity, data, reading, trail),
    status: state.status,
    at: state.sealedAt,
    outcome: isOver(statusOf(data.state)) ? outcomeOf(trail) : null,
    streams: state.streams,
    may: {},
  };
}
