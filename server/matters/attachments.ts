import type { StoredValue } from '#engine';

/**
 * Photos and papers as matters need them; the capability `file` implements it. Abstract rather than an interface, so that
 * Nest can hand it in by its name.
 */
export abstract class Attachments {
  /**
   * What a record says of each file, `{file, type, size}` by hash, which from then on belongs to the matter. A file this
   * person did not upload and the matter does not use is missing.
   */
  abstract attach(hashes: readonly string[], matter: string, person: string): Promise<ReadonlyMap<string, StoredValue>>;

  /** What the matter's files were called where they came from, by hash; one that was erased is missing. */
  abstract names(matter: string): Promise<ReadonlyMap<string, string>>;
}
