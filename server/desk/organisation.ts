import { Inject, Injectable } from '@nestjs/common';
import { People, scopeFits, STAFF } from '#community';
import { notFound } from '#http';
import type { Caller } from '#identity';
import { CLOCK, type Clock } from '#outside';
import { endsSoon, inForce, isOver, vacancies, type Appointment, type Body } from '#rules/people';

const KEEPERS = ['administrator'];

/** The organisation as one reader may see it, and whether they may change something of it. */
@Injectable()
export class Organisation {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * As far as the reader's own communities reach. Residents see posts and bodies; only staff see who holds a post, and where they only live
   * they are residents like others.
   */
  async page(caller: Caller) {
    const state = await this.people.state();
    const reachOf = async (held: Caller['appointments']) => {
      const bases = await Promise.all(held.map(({ scope }) => this.people.communityOf(scope)));
      return ({ scope }: { readonly scope: string }) =>
        bases.some((base) => scopeFits(base, scope) || scopeFits(scope, base));
    };
    const seen = await reachOf(caller.appointments);
    const named = await reachOf(caller.appointments.filter(({ role }) => STAFF.includes(role)));
    const now = this.clock.now();
    const lasting = Object.values(state.appointments).filter((each) => !isOver(each, now) && seen(each));
    const names = await this.people.namesOf(lasting.filter(named).map(({ person }) => person));
    const post = (each: Appointment) => postOf(each, named(each) ? (names.get(each.person) ?? null) : null, now);
    return {
      units: Object.values(state.units).filter(({ path }) => seen({ scope: path })),
      bodies: Object.values(state.bodies).filter(seen),
      posts: lasting.filter((each) => inForce(each, now)).map(post),
      coming: lasting.filter((each) => !inForce(each, now)).map(post),
      vacancies: vacancies(state, now).filter(seen),
    };
  }

  /** An appointment the administrator may change; else the problem `unknown-appointment`, as if it were not there. */
  async appointment(id: string, caller: Caller): Promise<Appointment> {
    const found = (await this.people.state()).appointments[id];
    if (found === undefined || !this.reaches(caller, found.scope)) throw notFound('unknown-appointment');
    return found;
  }

  /** A body the administrator may change; else the problem `unknown-body`. */
  async body(id: string, caller: Caller): Promise<Body> {
    const found = (await this.people.state()).bodies[id];
    if (found === undefined || !this.reaches(caller, found.scope)) throw notFound('unknown-body', { name: id });
    return found;
  }

  /** Somebody outside the administrator's reach cannot be named: the problem `unknown-person`. */
  async reachable(person: string, caller: Caller): Promise<void> {
    const theirs = await this.people.appointmentsOf(person);
    if (!theirs.some(({ scope }) => this.reaches(caller, scope))) throw notFound('unknown-person');
  }

  private reaches(caller: Caller, scope: string): boolean {
    return caller.appointments.some((each) => KEEPERS.includes(each.role) && scopeFits(each.scope, scope));
  }
}

function postOf(each: Appointment, name: string | null, now: number) {
  const { appointment, role, scope, body, from, to, document } = each;
  return { appointment, role, scope, body, from, to, document, name, soon: endsSoon(each, now) };
}
