import { say } from '#text';
import { COMMANDS, type CommandEntry } from './commands.js';
import { reasonOf } from './files.js';
import { EXIT, type ExitCode, type Io } from './io.js';
import { parseOptions } from './options.js';

/**
 * Runs one command line (without program name) and answers with its exit code. What cannot be used is said in one
 * sentence, code 2; an error nobody expected also ends in a sentence, code 1.
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [first = 'help', second = ''] = argv;
  if (first === 'help' || first === '--help' || first === '-h') {
    for (const { usage } of Object.values(COMMANDS)) io.words(usage);
    return EXIT.ok;
  }
  const twoWords = `${first} ${second}`;
  const name = Object.hasOwn(COMMANDS, twoWords) ? twoWords : first;
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    io.words(say('cli.unknown-command', { command: first }, io.language));
    return EXIT.unusable;
  }
  const rest = argv.slice(name.split(' ').length);
  if (rest.includes('--help')) {
    io.words(say('cli.usage', { usage: entry.usage }, io.language));
    return EXIT.ok;
  }
  try {
    return await runEntry(entry, rest, io);
  } catch (error) {
    io.words(say('cli.unexpected', { reason: reasonOf(error) }, io.language));
    return EXIT.failed;
  }
}

async function runEntry(entry: CommandEntry, rest: readonly string[], io: Io): Promise<ExitCode> {
  const { grammar, run } = await entry.load();
  const answer = parseOptions(rest, grammar);
  if (!answer.ok) {
    io.words(say(answer.code, answer.values, io.language));
    io.words(say('cli.usage', { usage: entry.usage }, io.language));
    return EXIT.unusable;
  }
  return run(answer.parsed, io);
}
