import { isCounted, tally, type Ballot, type PollFile } from '#tally';
import { say } from '#text';
import { sourceFile } from '../files.js';
import { EXIT, type ExitCode, type Io } from '../io.js';
import type { Grammar, Parsed } from '../options.js';
import { RequestFault } from '../run/request.js';

export const TALLY_GRAMMAR: Grammar = {
  positionals: { name: 'POLL.json', min: 1, max: 1 },
  options: { ballots: 'value' },
};

/** `heyi tally`: counts a poll file; 0 when it was counted, 2 when it cannot be read exactly. */
export async function tallyCommand(parsed: Parsed, io: Io): Promise<ExitCode> {
  const [file = ''] = parsed.positionals;
  const ballots = parsed.values['ballots'];
  try {
    const poll = parsePlain(sourceFile(io, file).text) as PollFile;
    const answer = ballots === undefined ? tally(poll) : tally(poll, linesOf(sourceFile(io, ballots).text));
    io.out(JSON.stringify(answer));
    if (isCounted(answer)) {
      io.words(say('cli.tally.outcome', { outcome: answer.outcome, winners: answer.winners.join(', ') }, io.language));
      return EXIT.ok;
    }
    const reasons = answer.findings.map(({ row, field, code }) =>
      [row, field, code].filter((part) => part !== undefined && part !== '').join(' '),
    );
    for (const reason of reasons) io.words(say('cli.tally.field', { reason }, io.language));
    return EXIT.unusable;
  } catch (fault) {
    if (!(fault instanceof RequestFault)) throw fault;
    io.out(JSON.stringify({ error: fault.code.replace(/^cli\./, ''), ...fault.values }));
    io.words(say(fault.code, fault.values, io.language));
    return EXIT.unusable;
  }
}

/** Integers of a poll are JSON integers or decimal strings; a number JSON cannot hold exactly is refused by the count. */
function parsePlain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RequestFault('cli.json', { reason: error instanceof Error ? error.message : '' });
  }
}

function linesOf(text: string): readonly Ballot[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => parsePlain(line) as Ballot);
}
