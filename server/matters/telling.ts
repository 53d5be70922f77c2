import type { StoredValue } from '#engine';

/** Tells a person, in the app only, of something no decider tells of, such as a ballot; the capability `notify` implements it. */
export abstract class Telling {
  /** By the code of a sentence and its values; never what somebody chose. */
  abstract tell(
    person: string,
    matter: string | null,
    code: string,
    values: Readonly<Record<string, StoredValue>>,
  ): Promise<void>;
}
