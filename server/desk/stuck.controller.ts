import { Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { In } from 'typeorm';
import { Access, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Definitions, MatterRow, Matters } from '#matters';
import type { StuckLine } from '#pages';
import { INSTANCE, Runtime, type EffectView, type RefusedCommand, type StuckJob } from '#runtime';
import { Database } from '#store';
import { hasSentence } from '#text';

const ADMINISTRATOR = 'administrator';
const FORM = /^(effect|job|command)\.([0-9A-HJKMNP-TV-Z]{26})(?:\.([1-9]\d{0,9}))?$/;

/** A line with the place it belongs to. */
interface Placed {
  readonly scope: string;
  readonly stream: string;
  readonly line: StuckLine;
}

/** What has come to a stop below the matters' own incidents: mended by trying again, never by changing what was decided. */
@ApiTags('administration')
@Controller('api/stuck')
export class StuckController {
  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Database) private readonly database: Database,
    @Inject(Definitions) private readonly definitions: Definitions,
    @Inject(Matters) private readonly matters: Matters,
  ) {}

  /** Of the caller's places; at most 500 of each kind. */
  @Get()
  @Access(ADMINISTRATOR)
  async stuck(@CallerOf() caller: Caller): Promise<readonly StuckLine[]> {
    return (await this.#inReach(caller)).map(({ line }) => line);
  }

  /** Tries one again and answers what is left. Problem: `stuck-unknown` 404. */
  @Post(':stuck/retry')
  @Access(ADMINISTRATOR)
  async retry(@Param('stuck') stuck: string, @CallerOf() caller: Caller) {
    const [, kind, id, key] = FORM.exec(stuck) ?? [];
    const found = (await this.#inReach(caller)).find(({ line }) => line.stuck === stuck && line.mendable);
    if (found === undefined || id === undefined) throw notFound('stuck-unknown');
    await this.runtime.tryAgain(kind as StuckLine['kind'], id, key ?? id);
    return { settled: true, value: await this.stuck(caller) };
  }

  async #inReach({ appointments }: Caller): Promise<readonly Placed[]> {
    const scopes = appointments.filter(({ role }) => role === ADMINISTRATOR).map(({ scope }) => scope);
    const { effects, jobs, commands } = await this.runtime.stuck(scopes);
    const lines = await Promise.all([
      ...effects.map(effectLine),
      ...jobs.map((job) => this.#jobLine(job)),
      ...commands.map(commandLine),
    ]);
    return this.#numbered(lines);
  }

  async #jobLine(job: StuckJob): Promise<Placed> {
    const { stream, key, type, element, why, notBefore, scope } = job;
    const alarm = why === 'out' ? await this.#alarmOf(job) : null;
    const line = {
      ...NOTHING,
      stuck: `job.${stream}.${key}`,
      kind: 'job' as const,
      name: await this.#nameOf(stream, element),
      said: { code: 'stuck.job', values: { type } },
      why: { code: `stuck.${why}`, values: {} },
      next: why === 'failed' ? notBefore : null,
      alarm,
      mendable: why === 'failed',
    };
    return { scope, stream, line };
  }

  /** The incident that its last failure left, where it is retried. */
  async #alarmOf({ stream, element }: StuckJob): Promise<string | null> {
    const incidents = await this.runtime.incidents(stream);
    const incident = incidents.find((each) => each.element === element);
    return incident === undefined ? null : `${stream}.${incident.key}`;
  }

  async #nameOf(stream: string, element: string): Promise<string | null> {
    const view = await this.runtime.stream(stream);
    if (view?.kind !== INSTANCE) return null;
    const { set } = await this.definitions.get(view.definition);
    const elements = Object.values(set.processes).flatMap((process) => process.elements);
    return elements.find(({ id }) => id === element)?.name ?? null;
  }

  /** With the matter each belongs to: its stream, or the one an entity names in its first command. */
  async #numbered(lines: readonly Placed[]): Promise<readonly Placed[]> {
    const matters = new Map<string, string | null>();
    for (const stream of new Set(lines.map((each) => each.stream))) matters.set(stream, await this.#matterOf(stream));
    const id = In([...new Set([...matters.values()].filter((each) => each !== null))]);
    const rows = await this.database.repository(MatterRow).findBy({ id });
    const numbers = new Map(rows.map((row) => [row.id, row.number]));
    return lines.map(({ line, ...placed }) => {
      const matter = matters.get(placed.stream) ?? null;
      return { ...placed, line: { ...line, matter, number: matter === null ? null : (numbers.get(matter) ?? null) } };
    });
  }

  async #matterOf(stream: string): Promise<string | null> {
    return (await this.runtime.stream(stream))?.kind === INSTANCE ? stream : this.matters.matterOf(stream);
  }
}

const NOTHING = { matter: null, number: null, name: null, tries: null, at: null, next: null, alarm: null };

function effectLine({ id, stream, scope, kind, reason, tries, failedAt, nextAt }: EffectView): Placed {
  const line = {
    ...NOTHING,
    stuck: `effect.${id}`,
    kind: 'effect' as const,
    said: { code: 'stuck.effect', values: { kind } },
    why: { code: hasSentence(reason) ? reason : 'effect-exception', values: {} },
    tries,
    at: failedAt,
    next: nextAt,
    mendable: true,
  };
  return { scope, stream, line };
}

function commandLine({ id, stream, scope, type, code }: RefusedCommand): Placed {
  const line = {
    ...NOTHING,
    stuck: `command.${id}`,
    kind: 'command' as const,
    said: { code: 'stuck.command', values: { type } },
    why: { code: hasSentence(code) ? code : 'stuck.refused', values: {} },
    mendable: true,
  };
  return { scope, stream, line };
}
