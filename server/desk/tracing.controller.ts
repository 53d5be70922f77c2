import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ROLES, scopeFits } from '#community';
import { Access, invalid, notFound } from '#http';
import { AccessLog, CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { CHECKING, Questions } from './questions.js';

const AUDITORS = ['auditor'];
const HASH = /^[A-Za-z0-9_-]{43}$/;
const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const MOST_SEED = 128;
const LINES = 100;

/** What those who check ask of the records: of one matter, and over all matters of their places. */
@ApiTags('tracing')
@Controller('api')
export class TracingController {
  constructor(
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(AccessLog) private readonly log: AccessLog,
  ) {}

  /** The appointment an act of the matter rests on. Problem `record-unknown` 404. */
  @Get('matters/:matter/basis/:stream/:seq')
  @Access(...ROLES)
  async basis(
    @Param('matter') matter: string,
    @Param('stream') stream: string,
    @Param('seq') seq: string,
    @CallerOf() caller: Caller,
  ) {
    const opened = await this.matters.open(matter, caller);
    if (!ULID.test(stream) || !/^\d{1,9}$/.test(seq)) throw notFound('record-unknown');
    return this.questions.basis(opened, caller, stream, Number(seq));
  }

  /** Who looked at the matter, newest first, for the auditors of its place. */
  @Get('matters/:matter/readers')
  @Access(...AUDITORS)
  async readers(
    @Param('matter') matter: string,
    @Query('before') before: string | undefined,
    @CallerOf() caller: Caller,
  ) {
    const { data } = await this.matters.open(matter, caller);
    // a post as an auditor elsewhere does not open this log
    if (!caller.appointments.some(({ role, scope }) => role === 'auditor' && scopeFits(scope, data.scope)))
      throw notFound('matter-unknown');
    const lines = await this.log.ofMatter(matter, cursor(before), LINES + 1);
    const items = lines.slice(0, LINES);
    return { items, next: lines.length > LINES ? (items.at(-1)?.id ?? null) : null };
  }

  @Get('tracing/late')
  @Access(...CHECKING)
  async late(@Query('before') before: string | undefined, @CallerOf() caller: Caller) {
    await this.#noted(caller);
    return this.questions.late(caller, cursor(before));
  }

  @Get('tracing/versions')
  @Access(...CHECKING)
  async versions(@CallerOf() caller: Caller) {
    await this.#noted(caller);
    return this.questions.versions(caller);
  }

  /** The hash of the set in base64url. Problem `version-not-used` 404. */
  @Get('tracing/versions/:definition')
  @Access(...CHECKING)
  async onVersion(
    @Param('definition') definition: string,
    @Query('before') before: string | undefined,
    @CallerOf() caller: Caller,
  ) {
    if (!HASH.test(definition)) throw notFound('version-not-used');
    await this.#noted(caller);
    const hash = Buffer.from(definition, 'base64url').toString('base64');
    return this.questions.onVersion(caller, hash, cursor(before));
  }

  /** What was done in one post. Problem `unknown-appointment` 404. */
  @Get('tracing/posts/:appointment')
  @Access(...CHECKING)
  async acts(
    @Param('appointment') appointment: string,
    @Query('before') before: string | undefined,
    @CallerOf() caller: Caller,
  ) {
    const page = await this.questions.actsOf(caller, appointment, cursor(before));
    await this.#noted(caller);
    return page;
  }

  /** `seed`: 1 to 128 characters; `percent`: 1 to 100; `until`: UTC milliseconds, now where it is missing. Problem `sample-invalid` 422. */
  @Get('tracing/sample')
  @Access(...CHECKING)
  async sample(
    @Query('seed') seed: string | undefined,
    @Query('percent') percent: string | undefined,
    @Query('until') until: string | undefined,
    @CallerOf() caller: Caller,
  ) {
    const named = (seed ?? '').normalize('NFC').trim();
    const part = /^\d{1,3}$/.test(percent ?? '') ? Number(percent) : 0;
    const instant = until === undefined ? null : /^\d{1,15}$/.test(until) ? Number(until) : NaN;
    if (named === '' || named.length > MOST_SEED || part < 1 || part > 100 || Number.isNaN(instant))
      throw invalid('sample-invalid');
    await this.#noted(caller);
    return this.questions.sample(caller, named, part, instant);
  }

  /** Once a day for each place, whatever is asked. */
  async #noted({ person, appointments }: Caller): Promise<void> {
    const scopes = new Set(appointments.filter(({ role }) => CHECKING.includes(role)).map(({ scope }) => scope));
    for (const scope of scopes) await this.log.noteOnceADay({ reader: person, what: 'questions-asked', scope });
  }
}

/** Anything that is no id begins at the newest. */
function cursor(before: string | undefined): string | null {
  return before !== undefined && ULID.test(before) ? before : null;
}
