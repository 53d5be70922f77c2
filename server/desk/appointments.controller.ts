import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { People, ROLES, startOf } from '#community';
import { Access, IdempotencyKey, invalid } from '#http';
import { CallerOf, type Caller } from '#identity';
import { CLOCK, IDS, type Clock, type Ids } from '#outside';
import { dayOf } from '#rules/contract';
import { answered, askingAt } from './asking.js';
import { Organisation } from './organisation.js';

const DAY = 86_400_000;
const Day = z.iso.date();
const Line = z.string().trim().min(1).max(128);
const Paper = z.object({ number: z.string().trim().min(1).max(64), title: Line });
/** Somebody who is known by `person`, else a new one by name and place. */
const whom = {
  person: z.string().max(26).nullable().default(null),
  name: z.string().trim().max(64).default(''),
  place: z.string().trim().max(128).default(''),
};
/** `from` and `to` are days, the last one included. */
const terms = {
  from: Day.nullable().default(null),
  to: Day.nullable().default(null),
  document: Paper.nullable().default(null),
  relative: z.boolean().nullable().default(null),
};
const Posting = z.object({
  ...whom,
  ...terms,
  role: z.enum(ROLES),
  scope: z.string().max(255),
  body: z.string().max(26).nullable().default(null),
});
const Dismissal = z.object({ appointment: z.string().max(26), document: Paper.nullable().default(null) });
const Prolongation = z.object({ to: Day.nullable(), document: Paper.nullable().default(null) });
const Replacement = z.object({ ...whom, ...terms });

/** Appointments over their life: given, prolonged, passed to another, ended. */
@ApiTags('organisation')
@Controller('api/organisation')
export class AppointmentsController {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(Organisation) private readonly organisation: Organisation,
    @Inject(IDS) private readonly ids: Ids,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post('appointments')
  @Access('administrator')
  async appoint(
    @Body({ schema: Posting }) sent: z.infer<typeof Posting>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { role, scope, body, document, relative } = sent;
    const asking = askingAt(caller, scope, ['administrator'], key, sent);
    const { person, beside } = await this.#whom(sent, caller);
    const from = this.#begin(sent.from);
    const to = endOf(sent.to);
    const appointment = { appointment: this.ids.ulid(), person, role, scope, body, from, to, document, relative };
    return this.#done(caller, { type: 'appoint', appointments: [appointment] }, asking, beside);
  }

  /** `to` is the new last day, null for no end. Problems 409: `appointment-over`, `term-not-longer`, `term-has-no-end`, `document-missing` … */
  @Post('appointments/:appointment/prolongation')
  @Access('administrator')
  async prolong(
    @Param('appointment') appointment: string,
    @Body({ schema: Prolongation }) sent: z.infer<typeof Prolongation>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { scope } = await this.organisation.appointment(appointment, caller);
    const asking = askingAt(caller, scope, ['administrator'], key, { appointment, ...sent });
    const { document } = sent;
    return this.#done(caller, { type: 'prolong', appointment, to: endOf(sent.to), document }, asking);
  }

  /**
   * Another comes into the same role, scope and body: from `from` on, today (or null) meaning at once; until then the
   * holder stays. Problems 409: `begins-in-the-past`, `leaves-a-gap`, `successor-is-holder`, `appointment-not-begun` …
   */
  @Post('appointments/:appointment/replacement')
  @Access('administrator')
  async replace(
    @Param('appointment') appointment: string,
    @Body({ schema: Replacement }) sent: z.infer<typeof Replacement>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { scope } = await this.organisation.appointment(appointment, caller);
    const asking = askingAt(caller, scope, ['administrator'], key, { appointment, ...sent });
    const { person, beside } = await this.#whom(sent, caller);
    const from = this.#begin(sent.from);
    const { document, relative } = sent;
    const successor = { appointment: this.ids.ulid(), person, from, to: endOf(sent.to), document, relative };
    return this.#done(caller, { type: 'replace', appointment, successor }, asking, beside);
  }

  @Post('dismissals')
  @Access('administrator')
  async dismiss(
    @Body({ schema: Dismissal }) sent: z.infer<typeof Dismissal>,
    @CallerOf() caller: Caller,
    @IdempotencyKey() key: string,
  ) {
    const { scope } = await this.organisation.appointment(sent.appointment, caller);
    const asking = askingAt(caller, scope, ['administrator'], key, sent);
    return this.#done(caller, { type: 'dismiss', ...sent }, asking);
  }

  /** Null, at once, also for today: what ended this morning can be given again this afternoon. */
  #begin(day: string | null): number | null {
    return day === null || day === dayOf(this.clock.now()) ? null : startOf(day);
  }

  /** The person meant, and the row of one nobody has entered before, to be written with the record. Problem `newcomer-incomplete` 422. */
  async #whom({ person, name, place }: Pick<z.infer<typeof Posting>, 'person' | 'name' | 'place'>, caller: Caller) {
    if (person === null) {
      if (name === '' || place === '') throw invalid('newcomer-incomplete');
      const id = this.ids.ulid();
      return { person: id, beside: { newcomers: [{ id, name, place }] } };
    }
    await this.organisation.reachable(person, caller);
    return { person, beside: {} };
  }

  async #done(caller: Caller, ...request: Parameters<People['submit']>) {
    const { settled } = await answered(this.people.submit(...request));
    return { settled, value: await this.organisation.page(caller) };
  }
}

/** The instant after a last day; null for no end. */
function endOf(day: string | null): number | null {
  return day === null ? null : startOf(day) + DAY;
}
