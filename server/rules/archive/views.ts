import type { ArchiveState } from './types.js';

/** What anybody may know of the closing record: it names records, never a person. */
export function archiveView({ status, streams, sealedAt }: ArchiveState) {
  return { status, streams, sealedAt };
}
