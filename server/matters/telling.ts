import type { StoredValue } from '#engine';

/** Tells a person, in the app only, of something no decider tells of, such as a ballot; the capability `notify` implements it. */
export abstract class Telling {
  /**
   * By the code of a sentence and its values; never what somebody chose. `request` names the request it came of, so that one that is sent
   * again, because its answer was lost, tells what was not told and nothing twice.
   */
  abstract tell(
    person: string,
    matter: string | null,
    code: string,
    values: Readonly<Record<string, StoredValue>>,
    request?: string,
  ): Promise<void>;
}
