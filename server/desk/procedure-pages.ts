import { Inject, Injectable } from '@nestjs/common';
import { People, scopeFits, STAFF } from '#community';
import type { Caller } from '#identity';
import { differenceOf, type DifferencePage, type ProcedureCard, type ProcedurePage, type ReadView } from '#pages';
import { Versions, type Running } from '#procedures';
import type { Role } from '#rules/contract';
import { APPROVERS, AUTHORS } from '#rules/procedure';
import { ProcedureShelf, type Edition, type Line } from './procedure-shelf.js';

/** Pages of published procedures, each for one reader. */
@Injectable()
export class ProcedurePages {
  constructor(
    @Inject(ProcedureShelf) private readonly shelf: ProcedureShelf,
    @Inject(Versions) private readonly versions: Versions,
    @Inject(People) private readonly people: People,
  ) {}

  /** Those in force. */
  async list(caller: Caller): Promise<readonly ProcedureCard[]> {
    const [lines, running] = await Promise.all([this.shelf.lines(caller), this.#running(caller)]);
    const inForce = lines.filter(({ editions }) => editions.some((each) => each.inForce));
    return Promise.all(inForce.map((line) => this.#card(line, running)));
  }

  async page(procedure: string, caller: Caller): Promise<ProcedurePage> {
    const [line, running] = await Promise.all([this.shelf.line(procedure, caller), this.#running(caller)]);
    const staff = caller.appointments.some(({ role }) => STAFF.includes(role));
    const persons = line.editions.flatMap(({ row }) => (row === null ? [] : [row.submitter, row.approver]));
    const names = staff ? await this.people.namesOf([...new Set(persons)]) : new Map<string, string>();
    const versions = line.editions.map((each) => ({
      ...{ version: each.version, hash: each.hash, definition: each.definition, inForce: each.inForce },
      shipped: each.row === null,
      at: each.row?.at ?? null,
      submitter: names.get(each.row?.submitter ?? '') ?? null,
      approver: names.get(each.row?.approver ?? '') ?? null,
      running: sum(running.filter(({ definition }) => definition === each.definition)),
    }));
    const holds = (roles: readonly string[], scope: string | null) =>
      caller.appointments.some((held) => roles.includes(held.role) && (scope === null || scopeFits(held.scope, scope)));
    const own = line.editions.some(({ inForce, row }) => inForce && row !== null);
    return {
      ...(await this.#card(line, running)),
      versions: versions.reverse(),
      may: { author: holds(AUTHORS, null), retire: own && holds(APPROVERS, line.scope) },
    };
  }

  async read(procedure: string, version: number, caller: Caller): Promise<ReadView> {
    const edition = this.shelf.edition(await this.shelf.line(procedure, caller), version);
    const { words, duration, parsed } = await this.shelf.told(edition.definition);
    const drawings = Object.entries(parsed.bpmn).map(([process, xml]) => ({
      process,
      name: parsed.set.processes[process]?.name ?? process,
      xml,
    }));
    const first = drawings.filter(({ process }) => process === parsed.set.main);
    const rest = drawings.filter(({ process }) => process !== parsed.set.main);
    return {
      ...{ procedure, version, words, duration },
      name: edition.about.name,
      roles: edition.about.start.roles as readonly Role[],
      drawings: [...first, ...rest],
    };
  }

  async difference(procedure: string, from: number, to: number, caller: Caller): Promise<DifferencePage> {
    const line = await this.shelf.line(procedure, caller);
    const [before, after] = await Promise.all(
      [from, to].map((version) => this.shelf.compared(this.shelf.edition(line, version))),
    );
    return differenceOf(before as NonNullable<typeof before>, after as NonNullable<typeof after>);
  }

  /** Open matters in the reader's reach. */
  async #running(caller: Caller): Promise<readonly Running[]> {
    const [places, running] = await Promise.all([this.shelf.places(caller), this.versions.running()]);
    return running.filter(({ scope }) => places.some((place) => scopeFits(place, scope)));
  }

  async #card(line: Line, running: readonly Running[]): Promise<ProcedureCard> {
    const edition: Edition = this.shelf.current(line);
    const { about, definition, version, row } = edition;
    return {
      ...{ procedure: line.procedure, version, definition },
      name: about.name,
      use: about.use,
      duration: (await this.shelf.told(definition)).duration,
      running: sum(running.filter(({ procedure }) => procedure === line.procedure)),
      basis: about.basis,
      shipped: row === null,
      scope: row?.scope ?? null,
      scopeName: row === null ? null : await this.people.unitName(row.scope),
    };
  }
}

function sum(running: readonly Running[]): number {
  return running.reduce((all, { n }) => all + n, 0);
}
