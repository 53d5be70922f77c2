import { Inject, Injectable } from '@nestjs/common';
import type { StoredValue } from '#engine';
import { Attachments } from '#matters';
import { Files } from './files.js';

/** What matters ask of files. */
@Injectable()
export class FileAttachments extends Attachments {
  constructor(@Inject(Files) private readonly files: Files) {
    super();
  }

  override async attach(
    hashes: readonly string[],
    matter: string,
    person: string,
  ): Promise<ReadonlyMap<string, StoredValue>> {
    const found = new Map<string, StoredValue>();
    for (const hash of new Set(hashes)) {
      const row = await this.files.find(hash, person, matter);
      if (row) found.set(hash, { file: hash, type: row.type, size: row.size });
    }
    await this.files.use([...found.keys()], matter);
    return found;
  }

  override names(matter: string): Promise<ReadonlyMap<string, string>> {
    return this.files.names(matter);
  }
}
