import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ROLES } from '#community';
import { Access, invalid, notFound } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { CLOCK, type Clock } from '#outside';
import { Files } from './files.js';

const HASH = /^[A-Za-z0-9_-]{43}$/;

interface Reply {
  header(name: string, value: string): Reply;
  type(contentType: string): Reply;
}

/** Uploads come as raw bytes, so that the limit of their route is the limit of their size. */
@ApiTags('files')
@Controller('api/files')
export class FilesController {
  constructor(
    @Inject(Files) private readonly files: Files,
    @Inject(Matters) private readonly matters: Matters,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Problems 422: `file-empty`, `file-too-large`, `file-kind-refused`, `file-unreadable`. */
  @Post()
  @Access(...ROLES)
  async upload(@Req() request: { readonly body: unknown }, @Query('name') name: string, @CallerOf() caller: Caller) {
    if (!Buffer.isBuffer(request.body)) throw invalid('file-empty');
    const kept = await this.files.keep(request.body, name ?? '', caller.person, this.clock.now());
    if ('problem' in kept) throw invalid(kept.problem);
    const { hash, type, size } = kept;
    return { settled: true, value: { file: hash, type, size, name: kept.name } };
  }

  /**
   * By the hash in base64url. Only the uploader without `matter`; with it, whoever may open the matter that uses it. `small`: of a
   * photo a thumbnail.
   */
  @Get(':file')
  @Access(...ROLES)
  async file(
    @Param('file') name: string,
    @Query('matter') matter: string | undefined,
    @Query('small') small: string | undefined,
    @CallerOf() caller: Caller,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    if (!HASH.test(name)) throw notFound('file-unknown');
    const hash = Buffer.from(name, 'base64url').toString('base64');
    if (matter !== undefined) await this.matters.open(matter, caller);
    const row = await this.files.find(hash, caller.person, matter ?? null);
    if (!row) throw notFound('file-unknown');
    const photo = row.type.startsWith('image/');
    const reduced = photo && small !== undefined;
    const shown = photo ? 'inline' : 'attachment';
    reply
      .type(reduced ? 'image/jpeg' : row.type)
      .header('content-disposition', `${shown}; filename*=UTF-8''${encodeURIComponent(row.name || 'file')}`)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cache-control', 'private, max-age=31536000, immutable');
    return reduced ? this.files.small(hash) : this.files.bytes(hash);
  }
}
