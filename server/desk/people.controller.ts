import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { People, STAFF } from '#community';
import { Access, forbidden } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { isStaff, type PersonLine } from '#pages';

const MOST = 20;

/** Whom staff may name in a matter: a seat, an owner of a task, a resident helped. */
@ApiTags('matters')
@Controller('api/matters')
export class PeopleController {
  constructor(
    @Inject(Matters) private readonly matters: Matters,
    @Inject(People) private readonly people: People,
  ) {}

  /** By a part of the name or of the place, at least one character; the first twenty. Observers are not told. */
  @Get(':matter/people')
  @Access(...STAFF)
  async find(
    @Param('matter') matter: string,
    @Query('words') words: string | undefined,
    @CallerOf() caller: Caller,
  ): Promise<readonly PersonLine[]> {
    const { data, reading } = await this.matters.open(matter, caller);
    if (!isStaff(reading)) throw forbidden('role-does-not-fit');
    const asked = (words ?? '').normalize('NFC').trim().slice(0, 64);
    if (asked === '') return [];
    const found = await this.people.find(data.scope, asked, MOST);
    return found.map(({ id, name, place, roles }) => ({ person: id, name, place, roles }));
  }
}
