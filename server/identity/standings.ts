import { Inject, Injectable } from '@nestjs/common';
import { People, TWO_FACTOR, type Appointed } from '#community';
import type { SignedIn } from './accounts.js';
import { Enrolments } from './enrolments.js';
import { INSTALLATION, type Installation } from './installation.js';
import { SecondFactors } from './second-factors.js';

/**
 * What a signed-in account may do: everything its roles allow; nothing until the desk has seen the person; nothing since the
 * desk refused; or nothing but set up the second factor that one of its roles takes.
 */
export type Standing = 'full' | 'waiting' | 'refused' | 'needs-second-factor';

export interface Stands {
  readonly standing: Standing;
  readonly appointments: readonly Appointed[];
}

/** Asked at every request: a decision of the desk or of an administrator holds from the next click on. */
@Injectable()
export class Standings {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(Enrolments) private readonly enrolments: Enrolments,
    @Inject(SecondFactors) private readonly factors: SecondFactors,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async of({ account, person }: Pick<SignedIn, 'account' | 'person'>): Promise<Stands> {
    const [enrolment, appointments] = await Promise.all([
      this.enrolments.statusOf(account),
      this.people.appointmentsOf(person),
    ]);
    if (enrolment === 'waiting' || enrolment === 'refused') return { standing: enrolment, appointments: [] };
    // everybody may try every role in a demo, and none of its data is anybody's
    const asked = !this.installation.demo && appointments.some(({ role }) => TWO_FACTOR.includes(role));
    const needs = asked && !(await this.factors.isSet(account));
    return { standing: needs ? 'needs-second-factor' : 'full', appointments };
  }
}
