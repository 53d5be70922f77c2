import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { People } from '#community';
import { Pseudonyms } from '#matters';
import type { FactProviders } from '#runtime';
import type { FactNeed, JobContext } from '#rules/contract';

/** Answers jobs from the register of people: `electors` as roll lines under the pseudonyms of the matter that asks. */
@Injectable()
export class Electors implements FactProviders {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  async provide(need: FactNeed, context: JobContext): Promise<StoredValue> {
    if (need.kind !== 'electors') throw new Error(`nobody provides ${need.kind}`);
    const { selector, scope } = need.parameters;
    if (selector !== 'residents') throw new Error(`unknown selector ${String(selector)}`);
    const held = await this.people.holders('resident', typeof scope === 'string' ? scope : context.scope);
    const people = [...new Set(held.map((appointment) => appointment.person))];
    const electors = await this.pseudonyms.ofAll(context.instance, people);
    return electors.map((elector) => ({ elector, heads: 1, area: 0 })).sort((a, b) => (a.elector < b.elector ? -1 : 1));
  }
}
