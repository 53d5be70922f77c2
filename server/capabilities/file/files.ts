import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '#store';
import { In } from 'typeorm';
import { FileRow, FileUseRow } from './entities.js';
import { keepable, thumbnail, type UploadProblem } from './kinds.js';

/** Where the bytes lie: outside of what the web server shows. */
export const FILES_FOLDER = Symbol('files folder');

/** Photos and papers: kept by the hash of their bytes, described in records by it, opened through the matter they are in. */
@Injectable()
export class Files {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(FILES_FOLDER) private readonly folder: string,
  ) {}

  /** Keeps an upload; the bytes reach the disk before the row, so that no row is without its bytes. */
  async keep(
    upload: Buffer,
    name: string,
    person: string,
    at: number,
  ): Promise<FileRow | { readonly problem: UploadProblem }> {
    const kept = await keepable(upload);
    if (typeof kept === 'string') return { problem: kept };
    const hash = createHash('sha256').update(kept.bytes).digest('base64');
    await this.#write(hash, kept.bytes);
    const row: FileRow = { hash, person, type: kept.type, size: kept.bytes.length, name: nameOf(name), at };
    await this.database.write((manager) => manager.upsert(FileRow, row, ['hash', 'person']));
    return row;
  }

  /** From now on whoever may open the matter may open these files. */
  async use(hashes: readonly string[], matter: string): Promise<void> {
    if (hashes.length === 0) return;
    const rows = [...new Set(hashes)].map((hash) => ({ hash, matter }));
    await this.database.write((manager) => manager.upsert(FileUseRow, rows, ['hash', 'matter']));
  }

  /** The file where this person uploaded it or the matter uses it; null for anybody else. */
  async find(hash: string, person: string, matter: string | null): Promise<FileRow | null> {
    const rows = await this.database.repository(FileRow).findBy({ hash });
    const own = rows.find((row) => row.person === person);
    if (own) return own;
    const used = matter !== null && (await this.database.repository(FileUseRow).existsBy({ hash, matter }));
    return used ? (rows[0] ?? null) : null;
  }

  /** What files a matter uses are called, by hash; of several who uploaded the same bytes, as the first did. */
  async names(matter: string): Promise<ReadonlyMap<string, string>> {
    const used = await this.database.repository(FileUseRow).findBy({ matter });
    const rows = await this.database
      .repository(FileRow)
      .find({ where: { hash: In(used.map(({ hash }) => hash)) }, order: { at: 'DESC', person: 'DESC' } });
    return new Map(rows.map(({ hash, name }) => [hash, name]));
  }

  /** A photo no larger than a thumbnail. */
  async small(hash: string): Promise<Buffer> {
    return thumbnail(await this.bytes(hash));
  }

  async bytes(hash: string): Promise<Buffer> {
    return readFile(this.#path(hash));
  }

  /** Removes what a person uploaded; the bytes go with the last who uploaded them. Records keep the hash. */
  async erase(person: string): Promise<number> {
    const rows = await this.database.repository(FileRow).findBy({ person });
    for (const { hash } of rows) {
      await this.database.write((manager) => manager.delete(FileRow, { hash, person }));
      if (!(await this.database.repository(FileRow).existsBy({ hash }))) await rm(this.#path(hash), { force: true });
    }
    return rows.length;
  }

  async #write(hash: string, bytes: Buffer): Promise<void> {
    const path = this.#path(hash);
    await mkdir(join(path, '..'), { recursive: true });
    // A crash half way leaves a file nobody looks for, never half a file under a hash.
    const half = `${path}.${randomBytes(6).toString('hex')}`;
    await writeFile(half, bytes, { flag: 'wx' });
    await rename(half, path);
  }

  #path(hash: string): string {
    const name = Buffer.from(hash, 'base64').toString('hex');
    return join(this.folder, name.slice(0, 2), name);
  }
}

function nameOf(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}/\\]/gu, ' ')
    .trim();
  return Array.from(plain).slice(-120).join('');
}
