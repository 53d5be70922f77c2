import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ROLES } from '#community';
import { Access } from '#http';
import { CallerOf, type Caller } from '#identity';
import { Matters } from '#matters';
import { titleOf, type Answer, type DigestMatter, type InboxLine } from '#pages';
import type { Letter } from './entities.js';
import { Letters, MOST_LETTERS } from './letters.js';

const Seen = z.object({ messages: z.array(z.string().max(26)).max(MOST_LETTERS) });

@ApiTags('inbox')
@Controller('api/inbox')
export class InboxController {
  constructor(
    @Inject(Letters) private readonly letters: Letters,
    @Inject(Matters) private readonly matters: Matters,
  ) {}

  @Get()
  @Access(...ROLES)
  async inbox(@CallerOf() caller: Caller): Promise<readonly InboxLine[]> {
    const letters = await this.letters.of(caller.person);
    const matters = [
      ...new Set(
        letters.flatMap((letter) => [letter.matter ?? [], digestIn(letter).map(({ matter }) => matter)].flat()),
      ),
    ];
    const titles = new Map(
      await Promise.all(matters.map(async (matter) => [matter, await this.#title(matter, caller)] as const)),
    );
    return letters.map((letter) => lineOf(letter, (matter) => titles.get(matter) ?? null));
  }

  /** Marks what the reader has in sight; a message that came since is not among it, and stays unread. */
  @Post('read')
  @Access(...ROLES)
  async readAll(
    @Body({ schema: Seen }) { messages }: z.infer<typeof Seen>,
    @CallerOf() caller: Caller,
  ): Promise<Answer<readonly InboxLine[]>> {
    await this.letters.readAll(messages, caller.person);
    return { settled: true, value: await this.inbox(caller) };
  }

  @Post(':message/read')
  @Access(...ROLES)
  async read(@Param('message') message: string, @CallerOf() caller: Caller) {
    const letter = await this.letters.read(message, caller.person);
    const titles = new Map<string, string | null>();
    for (const matter of [letter.matter ?? [], digestIn(letter).map((each) => each.matter)].flat())
      titles.set(matter, await this.#title(matter, caller));
    return { settled: true, value: lineOf(letter, (matter) => titles.get(matter) ?? null) };
  }

  /** Null where the matter is out of the reader's reach by now. */
  async #title(matter: string, caller: Caller): Promise<string | null> {
    const opened = await this.matters.open(matter, caller).catch(() => null);
    return opened && titleOf(opened.data, opened.reading);
  }
}

function lineOf(letter: Letter, titleIn: (matter: string) => string | null): InboxLine {
  const { id, at, code, values, matter, readAt } = letter;
  const line = {
    message: id,
    at,
    said: { code: `notice.${code}`, values },
    matter,
    title: matter === null ? null : titleIn(matter),
    read: readAt !== null,
  };
  if (code !== 'digest') return line;
  const said = { code: 'notice.digest', values: { n: digestIn(letter).length } };
  return { ...line, said, digest: digestIn(letter).map((each) => ({ ...each, title: titleIn(each.matter) })) };
}

/** What a digest tells, by matter; titles are made when it is read. */
function digestIn({ code, values }: Letter): readonly Omit<DigestMatter, 'title'>[] {
  return code === 'digest' ? ((values as { matters?: readonly DigestMatter[] }).matters ?? []) : [];
}
