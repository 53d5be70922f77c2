import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { People, scopeFits, startOf, STAFF } from '#community';
import type { Actor } from '#engine';
import { Access, IdempotencyKey, invalid, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { MAX_TEXT, Matters, repeatable, sealTyped } from '#matters';
import { CLOCK, IDS, type Clock, type Ids } from '#outside';
import type { DeputiesPage, DeputyLine } from '#pages';
import { ADMINISTRATORS, dayOf } from '#rules/contract';
import {
  coveredBy,
  inForce,
  isOver,
  MOST_DEPUTY_DAYS,
  type Covered,
  type Deputy,
  type PeopleState,
} from '#rules/people';
import { answered } from './asking.js';

const DAY = 86_400_000;
const Naming = z.object({
  person: z.string().min(1).max(26),
  from: z.iso.date().nullable().default(null),
  to: z.iso.date(),
  reason: z.string().max(4_000),
});

/** 代理: who does whose tasks between two dates, in their name. Everybody names their own deputy; administrators see those of their places. */
@ApiTags('deputies')
@Controller('api/deputies')
export class DeputiesController {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Access(...STAFF)
  async page(@CallerOf() caller: Caller): Promise<DeputiesPage> {
    const state = await this.people.state();
    const all = Object.values(state.deputies);
    const now = this.clock.now();
    const lasting = all.filter((each) => !isOver(each, now));
    const keeps = keptBy(caller);
    const others = keeps.length === 0 ? null : lasting.filter((each) => isKept(each, keeps));
    return {
      mine: await this.#lines(
        all.filter(({ person }) => person === caller.person),
        state,
        caller,
      ),
      standing: await this.#lines(
        lasting.filter(({ stands }) => stands === caller.person),
        state,
        caller,
      ),
      others: others && (await this.#lines(others, state, caller)),
      candidates: await this.#candidates(state, caller),
      most: MOST_DEPUTY_DAYS,
    };
  }

  /**
   * Both days included; the reason is sealed. Problems: `text-empty`, `deputy-too-long` `{days}` 422; 409: `deputy-cannot-act`, `deputy-overlaps`, `deputy-is-away`,
   * `deputy-of-a-deputy`, `deputy-in-the-past`, `deputy-dates-wrong`.
   */
  @Post()
  @Access(...STAFF)
  async name(
    @Body({ schema: Naming }) sent: z.infer<typeof Naming>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const reason = sent.reason.normalize('NFC').trim();
    if (reason === '') throw invalid('text-empty', { field: 'reason' });
    if ([...reason].length > MAX_TEXT) throw invalid('text-too-long', { field: 'reason', most: MAX_TEXT });
    const { value, sealed } = sealTyped(reason, caller.person);
    const today = dayOf(this.clock.now());
    const command = {
      type: 'nameDeputy',
      deputy: this.ids.ulid(),
      person: caller.person,
      stands: sent.person,
      // today means from now on: nobody acted for anybody this morning
      from: sent.from === null || sent.from === today ? null : startOf(sent.from),
      to: startOf(sent.to) + DAY,
      reason: value,
    };
    const asking = { by: asSelf(caller), sealed: [sealed], ...repeatable(caller, key, sent) };
    const { settled } = await answered(this.people.submit(command, asking));
    return { settled, value: await this.page(caller) };
  }

  /** At once, by whoever named the deputy or an administrator of the place. Problems: `unknown-deputy` 404, `deputy-over` 409. */
  @Post(':deputy/end')
  @Access(...STAFF)
  async end(@Param('deputy') deputy: string, @CallerOf() caller: Caller, @IdempotencyKey() key: string) {
    const named = (await this.people.state()).deputies[deputy];
    const keeps = named === undefined ? [] : keptBy(caller).filter((each) => isKept(named, [each]));
    const [keeper] = keeps;
    if (named === undefined || (named.person !== caller.person && keeper === undefined))
      throw notFound('unknown-deputy');
    const by =
      named.person === caller.person || keeper === undefined
        ? asSelf(caller)
        : { p: caller.person, role: keeper.role, scope: keeper.scope, basis: keeper.basis };
    const asking = { by, ...repeatable(caller, key, { end: deputy }) };
    const { settled } = await answered(this.people.submit({ type: 'endDeputy', deputy }, asking));
    return { settled, value: await this.page(caller) };
  }

  async #lines(found: readonly Deputy[], state: PeopleState, caller: Caller): Promise<readonly DeputyLine[]> {
    const now = this.clock.now();
    const commitments = found.flatMap(({ reason }) => commitmentOf(reason));
    const [names, texts] = await Promise.all([
      this.people.namesOf(found.flatMap(({ person, stands }) => [person, stands])),
      this.matters.opened(commitments),
    ]);
    return [...found]
      .sort((a, b) => b.from - a.from || (a.deputy < b.deputy ? 1 : -1))
      .map((each) => ({
        deputy: each.deputy,
        holder: names.get(each.person) ?? '',
        stands: names.get(each.stands) ?? '',
        posts: each.posts.map((post) => postOf(post, state)),
        from: each.from,
        to: each.to,
        reason: commitmentOf(each.reason).map((commitment) => texts.texts.get(commitment) ?? null)[0] ?? null,
        state: isOver(each, now) ? 'over' : inForce(each, now) ? 'now' : 'coming',
        mayEnd: !isOver(each, now) && (each.person === caller.person || isKept(each, keptBy(caller))),
      }));
  }

  /** Who holds a post of the caller's now, there or above. */
  async #candidates(state: PeopleState, { person }: Caller): Promise<DeputiesPage['candidates']> {
    const now = this.clock.now();
    const term = { from: now, to: now + 1 };
    const others = new Set(Object.values(state.appointments).map((each) => each.person));
    others.delete(person);
    const able = [...others].flatMap((each) => {
      const posts = coveredBy(state, person, each, term);
      return posts.length === 0 ? [] : [{ person: each, posts }];
    });
    const names = await this.people.namesOf(able.map((each) => each.person));
    return able
      .flatMap(({ person: id, posts }) => {
        const name = names.get(id);
        return name === undefined ? [] : [{ person: id, name, posts: posts.map((post) => postOf(post, state)) }];
      })
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.person < b.person ? -1 : 1));
  }
}

/** A post gives no right over one's own deputy: everybody who is staff has it, by the first post they hold. */
function asSelf({ person, appointments }: Caller): Actor {
  const held = appointments.find(({ role }) => role !== 'resident');
  return { p: person, role: held?.role ?? '', scope: held?.scope ?? '', basis: held?.basis ?? null };
}

/** Posts of the caller by which they administer places. */
function keptBy({ appointments }: Caller): Caller['appointments'] {
  return appointments.filter(({ role }) => role === ADMINISTRATORS[0]);
}

function isKept({ posts }: Deputy, keeps: Caller['appointments']): boolean {
  return posts.some((post) => keeps.some(({ scope }) => scopeFits(scope, post.scope)));
}

function postOf({ role, scope }: Covered, { units, closed }: PeopleState): DeputyLine['posts'][number] {
  return { role, place: (units[scope] ?? closed[scope])?.name ?? scope };
}

function commitmentOf(reason: Deputy['reason']): readonly string[] {
  const commitment = typeof reason === 'object' && reason !== null && '~' in reason ? reason['~'] : null;
  return typeof commitment === 'string' ? [commitment] : [];
}
