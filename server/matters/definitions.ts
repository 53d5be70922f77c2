import { Inject, Injectable } from '@nestjs/common';
import type { DefinitionSet, EditionSaid } from '#engine';
import { buildDefinitionSet, lint, readBpmn, type Finding } from '#bpmn';
import { scopeFits } from '#community';
import { utf8Decode } from '#ledger';
import type { HistoryRecord } from '#pages';
import { Shipped, Versions, type About, type DefinitionFiles } from '#procedures';
import { Runtime, type DefinitionReader } from '#runtime';

/** A procedure matters can be started on. */
export interface Published {
  readonly about: About;
  /** Hash of its definition set. */
  readonly hash: string;
}

/** A stored definition set, parsed. */
export interface Definition extends DefinitionFiles {
  readonly set: DefinitionSet;
  /** BPMN XML by the id of each process in it. */
  readonly bpmn: Readonly<Record<string, string>>;
}

/** An edition as the record of whoever starts a matter on it says it. */
export function editionOf({ name, version }: About): EditionSaid {
  return { name: name.zh, version };
}

/** Reads stored files into the model the engine runs; what cannot be read is a bug of whoever stored it. */
export const readDefinition: DefinitionReader = async (files, main, hash) => {
  const built = await buildDefinitionSet(
    files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) })),
    hash,
    main,
  );
  if (built.ok) return built.set;
  throw unusable(hash, built.findings);
};

function unusable(hash: string, findings: readonly Finding[]): Error {
  const first = findings.find((finding) => finding.severity === 'error');
  return new Error(`definition ${hash}: ${first?.file ?? ''} ${first?.element ?? ''} ${first?.rule ?? ''}`);
}

/** The procedures of this installation, and every definition set a matter ever ran on. */
@Injectable()
export class Definitions {
  #published: readonly Published[] = [];
  readonly #parsed = new Map<string, Promise<Definition>>();

  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Shipped) private readonly shipped: Shipped,
    @Inject(Versions) private readonly versions: Versions,
  ) {}

  /** Stores what the folder of workflows offers; running matters keep the set they started with. */
  async publish(folder: string): Promise<void> {
    const library = await this.shipped.load(folder);
    this.#published = await Promise.all(
      library.map(async ({ about, main, files, hash }) => {
        const { ok, findings } = await lint(files.map(({ path, bytes }) => ({ path, text: utf8Decode(bytes) })));
        if (!ok) throw unusable(hash, findings);
        await this.runtime.storeDefinition(main, files);
        return { about, hash };
      }),
    );
  }

  /** The shipped ones. */
  get published(): readonly Published[] {
    return this.#published;
  }

  /** What matters of a place are started on: versions an office published there or above it, else the shipped ones. */
  async offeredAt(scope: string): Promise<readonly Published[]> {
    const own = (await this.versions.inForceAt(scope)).map(({ about, definition }) => ({ about, hash: definition }));
    const replaced = new Set(own.map(({ about }) => about.id));
    return [...this.#published.filter(({ about }) => !replaced.has(about.id)), ...own];
  }

  /**
   * What is said of a set at these places: of each version that was published at, above or below them, and of the shipped one, the
   * oldest first.
   */
  async aboutsOf(definition: string, places: readonly string[]): Promise<readonly About[]> {
    const shipped = this.#published.filter((each) => each.hash === definition).map(({ about }) => about);
    return [...shipped, ...(await this.versions.withDefinition(definition, places)).map(({ about }) => about)];
  }

  /**
   * What a matter's procedure was called, with its version, when it was started, or put on the set it runs on. It stands in the record; older
   * records do not say it, so there it is the version that was published last before the matter began, else the shipped one.
   */
  async editionOf(history: readonly HistoryRecord[], { hash, set }: Definition, scope: string): Promise<EditionSaid> {
    const last = [...history].reverse().find(({ command: { type } }) => type === 'start' || type === 'migrate');
    const said = last?.command['edition'] as EditionSaid | undefined;
    if (said !== undefined) return said;
    const about = await this.#aboutOf(last?.at ?? 0, hash, set.main, scope);
    return about === undefined ? { name: set.main, version: 1 } : editionOf(about);
  }

  /** What the procedure of a matter rests on by its own word, as it stood when the matter was put on the set it runs on; none where unknown. */
  async basisOf(history: readonly HistoryRecord[], set: DefinitionSet, scope: string): Promise<About['basis']> {
    const last = [...history].reverse().find(({ command: { type } }) => type === 'start' || type === 'migrate');
    return (await this.#aboutOf(last?.at ?? 0, set.hash, set.main, scope))?.basis ?? [];
  }

  async #aboutOf(until: number, hash: string, main: string, scope: string): Promise<About | undefined> {
    const rows = (await this.versions.withDefinition(hash, [scope])).filter(
      (row) => row.at <= until && scopeFits(row.scope, scope),
    );
    return rows.at(-1)?.about ?? this.#published.find((each) => each.about.id === main)?.about;
  }

  /** A stored set; throws when nobody stored it. Sets never change, so each is parsed once. */
  get(hash: string): Promise<Definition> {
    let parsed = this.#parsed.get(hash);
    if (!parsed) {
      parsed = this.#read(hash);
      parsed.catch(() => this.#parsed.delete(hash));
      this.#parsed.set(hash, parsed);
    }
    return parsed;
  }

  async #read(hash: string): Promise<Definition> {
    const stored = await this.runtime.definition(hash);
    if (!stored) throw new Error(`definition ${hash} is not stored`);
    const set = await readDefinition(stored.files, stored.main, hash);
    const bpmn: Record<string, string> = {};
    for (const { path, bytes } of stored.files.filter((file) => file.path.endsWith('.bpmn'))) {
      const text = utf8Decode(bytes);
      for (const process of (await readBpmn(text, path)).drafts) bpmn[process.id] = text;
    }
    return { hash, files: stored.files, set, bpmn };
  }
}
