import { Injectable } from '@nestjs/common';
import { readLibrary, type LibraryProcedure } from './library.js';

/** The procedures that come with this installation, and the folder whose steps every procedure may call. */
@Injectable()
export class Shipped {
  #folder = '';
  #procedures: readonly LibraryProcedure[] = [];

  /** Reads a folder of workflows; throws where a file cannot be read. */
  async load(folder: string): Promise<readonly LibraryProcedure[]> {
    this.#procedures = await readLibrary(folder);
    this.#folder = folder;
    return this.#procedures;
  }

  get folder(): string {
    return this.#folder;
  }

  get procedures(): readonly LibraryProcedure[] {
    return this.#procedures;
  }

  of(procedure: string): LibraryProcedure | null {
    return this.#procedures.find(({ main }) => main === procedure) ?? null;
  }
}
