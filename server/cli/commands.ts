import type { ExitCode, Io } from './io.js';
import type { Grammar, Parsed } from './options.js';

/** A command of `heyi`. Loaded only when it is asked for: `heyi run` must not wait for a web server to load. */
export interface CommandEntry {
  readonly usage: string;
  readonly load: () => Promise<{ readonly grammar: Grammar; readonly run: (parsed: Parsed, io: Io) => Promise<ExitCode> }>;
}

/** Every command by its name; two words where it has two. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  run: {
    usage:
      'heyi run FILE.bpmn [--process ID] [--variables JSON] [--script FILE.json] [--with FILE …] [--at INSTANT] | heyi run --stdin',
    load: async () => {
      const { RUN_GRAMMAR, run } = await import('./run/command.js');
      return { grammar: RUN_GRAMMAR, run };
    },
  },
  tally: {
    usage: 'heyi tally POLL.json [--ballots FILE.jsonl]',
    load: async () => {
      const { TALLY_GRAMMAR, tallyCommand } = await import('./tally/command.js');
      return { grammar: TALLY_GRAMMAR, run: tallyCommand };
    },
  },
};
