import { Inject, Injectable } from '@nestjs/common';
import { People, scopeFits } from '#community';
import { notFound } from '#http';
import type { Caller } from '#identity';
import { Definitions, type Definition } from '#matters';
import { CLOCK, type Clock } from '#outside';
import { durationOf, wordsOf, type Compared, type DraftSaid, type ProcedureDuration, type WordsLine } from '#pages';
import { drawn, ownFiles, Shipped, Versions, type About, type DraftAbout, type VersionRow } from '#procedures';
import { dayOf, type Role } from '#rules/contract';
import { upwards } from '#rules/people';
import { utf8Decode } from '#ledger';

/** A version a reader may look at: shipped ones have no row. */
export interface Edition {
  readonly version: number;
  readonly hash: string;
  readonly definition: string;
  readonly about: About;
  readonly row: VersionRow | null;
  readonly inForce: boolean;
}

/** The versions of one procedure at one place, oldest first. */
export interface Line {
  readonly procedure: string;
  readonly scope: string | null;
  readonly editions: readonly Edition[];
}

/** What is told of a definition set, made once. */
interface Told {
  readonly words: readonly WordsLine[];
  readonly duration: ProcedureDuration;
}
const MOST_TOLD = 200;

/** Procedures as far as a reader's places reach: shipped ones, and those of the offices above and below. */
@Injectable()
export class ProcedureShelf {
  readonly #told = new Map<string, Told>();

  constructor(
    @Inject(Definitions) private readonly definitions: Definitions,
    @Inject(Versions) private readonly versions: Versions,
    @Inject(Shipped) private readonly shipped: Shipped,
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The reader's communities, or the places above them they hold something at. */
  async places({ appointments }: Caller): Promise<readonly string[]> {
    const all = await Promise.all(appointments.map(({ scope }) => this.people.communityOf(scope)));
    return [...new Set(all)];
  }

  /** All procedures in reach: shipped ones in their order, then those of offices by when they began. */
  async lines(caller: Caller): Promise<readonly Line[]> {
    const [places, rows] = await Promise.all([this.places(caller), this.versions.all()]);
    const ids = [...this.definitions.published.map(({ about }) => about.id), ...rows.map(({ procedure }) => procedure)];
    const lines = [...new Set(ids)].map((id) =>
      this.#line(
        id,
        rows.filter(({ procedure }) => procedure === id),
        places,
      ),
    );
    return (await Promise.all(lines)).filter(({ editions }) => editions.length > 0);
  }

  /** One procedure, else the problem `procedure-unknown` 404. */
  async line(procedure: string, caller: Caller): Promise<Line> {
    const [places, rows] = await Promise.all([this.places(caller), this.versions.of(procedure)]);
    const line = await this.#line(procedure, rows, places);
    if (line.editions.length === 0) throw notFound('procedure-unknown');
    return line;
  }

  /** Versions a draft of a place may have been made from. */
  async editionsAt(procedure: string, scope: string): Promise<readonly Edition[]> {
    return (await this.#line(procedure, await this.versions.of(procedure), [scope])).editions;
  }

  /** A version of a line, else the problem `version-unknown` 404. */
  edition({ editions }: Line, version: number): Edition {
    const found = editions.find((each) => each.version === version);
    if (found === undefined) throw notFound('version-unknown');
    return found;
  }

  /** What is in force of a line; where nothing is, its last version. */
  current({ editions }: Line): Edition {
    return editions.find(({ inForce }) => inForce) ?? (editions.at(-1) as Edition);
  }

  async told(definition: string): Promise<Told & { readonly parsed: Definition }> {
    const parsed = await this.definitions.get(definition);
    const day = dayOf(this.clock.now());
    const key = `${definition} ${day}`;
    const known = this.#told.get(key) ?? { words: wordsOf(parsed.set, day), duration: durationOf(parsed.set, day) };
    this.#told.set(key, known);
    if (this.#told.size > MOST_TOLD) this.#told.delete(this.#told.keys().next().value as string);
    return { ...known, parsed };
  }

  /** A published version as it is compared with another. */
  async compared({ definition, about }: Pick<Edition, 'definition' | 'about'>): Promise<Compared> {
    const parsed = await this.definitions.get(definition);
    const files = parsed.files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) }));
    return { set: parsed.set, files, about: saidOf(about) };
  }

  /** Of several places that have the procedure: the nearest at or above the reader's own, else the first below. */
  async #line(procedure: string, rows: readonly VersionRow[], places: readonly string[]): Promise<Line> {
    const above = places.flatMap((place) => upwards(place));
    const seen = (scope: string) => places.some((place) => scopeFits(place, scope));
    const scope =
      above.find((place) => rows.some((row) => row.scope === place)) ??
      rows.find((row) => seen(row.scope))?.scope ??
      null;
    const own = rows.filter((row) => row.scope === scope);
    const replaced = own.some(({ inForce }) => inForce === 1);
    const first = await this.#shipped(procedure, !replaced);
    const published = own.map((row) => ({
      ...{ version: row.version, hash: row.hash, definition: row.definition, about: row.about, row },
      inForce: row.inForce === 1,
    }));
    return { procedure, scope, editions: [...(first === null ? [] : [first]), ...published] };
  }

  async #shipped(procedure: string, inForce: boolean): Promise<Edition | null> {
    const found = this.shipped.of(procedure);
    if (found === null) return null;
    const { about, hash: definition } = found;
    const { hash } = await drawn(this.shipped.folder, procedure, draftAbout(about), ownFiles(found.files));
    return { version: about.version, hash, definition, about, row: null, inForce };
  }
}

/** What an author would say to have this `about.json`. */
export function draftAbout({ name, use, start, basis }: About): DraftAbout {
  return { name, use, roles: start.roles, title: start.title, basis };
}

export function saidOf(about: About): DraftSaid {
  return said(draftAbout(about));
}

export function said(about: DraftAbout): DraftSaid {
  return { ...about, roles: about.roles as readonly Role[] };
}
