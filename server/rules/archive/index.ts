import type { Decider } from '#engine';
import type { CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { sealJob } from './jobs.js';
import { NO_ARCHIVE, type ArchiveCommand, type ArchiveEvent, type ArchiveState } from './types.js';

export const archiveDecider: Decider<ArchiveState, ArchiveCommand, ArchiveEvent> = {
  kind: 'archive',
  stateVersion: 1,
  initial: () => NO_ARCHIVE,
  decide,
  evolve: (_state, { matter, scope, streams, at }) => ({ status: 'sealed', matter, scope, streams, sealedAt: at }),
};

/** Nobody asks for it but the procedure, so there are no acts. */
export const archiveRules: CapabilityRules = { name: 'archive', deciders: [archiveDecider], jobs: [sealJob] };

export { archiveView } from './views.js';
export { NO_ARCHIVE } from './types.js';
export type { ArchiveCommand, ArchiveEvent, ArchiveState, SealedStream } from './types.js';
