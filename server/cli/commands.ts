import type { ExitCode, Io } from './io.js';
import type { Grammar, Parsed } from './options.js';

/** A command of `heyi`. Loaded only when it is asked for: `heyi run` must not wait for a web server to load. */
export interface CommandEntry {
  readonly usage: string;
  readonly load: () => Promise<{
    readonly grammar: Grammar;
    readonly run: (parsed: Parsed, io: Io) => Promise<ExitCode>;
  }>;
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
  decide: {
    usage:
      'heyi decide FILE.dmn --decision NAME_OR_ID --input JSON [--service NAME] [--with FILE …] [--explain] | heyi decide --stdin',
    load: async () => {
      const { DECIDE_GRAMMAR, decideCommand } = await import('./decide/command.js');
      return { grammar: DECIDE_GRAMMAR, run: decideCommand };
    },
  },
  lint: {
    usage: 'heyi lint PATH…',
    load: async () => {
      const { LINT_GRAMMAR, lintCommand } = await import('./lint/command.js');
      return { grammar: LINT_GRAMMAR, run: lintCommand };
    },
  },
  test: {
    usage: 'heyi test [PATH…]',
    load: async () => {
      const { TEST_GRAMMAR, testCommand } = await import('./test/command.js');
      return { grammar: TEST_GRAMMAR, run: testCommand };
    },
  },
  layout: {
    usage: 'heyi layout FILE.bpmn',
    load: async () => {
      const { LAYOUT_GRAMMAR, layoutCommand } = await import('./layout/command.js');
      return { grammar: LAYOUT_GRAMMAR, run: layoutCommand };
    },
  },
  verify: {
    usage: 'heyi verify EVIDENCE.json',
    load: async () => {
      const { VERIFY_GRAMMAR, verifyCommand } = await import('./verify/command.js');
      return { grammar: VERIFY_GRAMMAR, run: verifyCommand };
    },
  },
  tally: {
    usage: 'heyi tally POLL.json [--ballots FILE.jsonl]',
    load: async () => {
      const { TALLY_GRAMMAR, tallyCommand } = await import('./tally/command.js');
      return { grammar: TALLY_GRAMMAR, run: tallyCommand };
    },
  },
  serve: {
    usage: 'heyi serve',
    load: async () => {
      const { SERVE_GRAMMAR, serve } = await import('./serve/commands.js');
      return { grammar: SERVE_GRAMMAR, run: serve };
    },
  },
  migrate: {
    usage: 'heyi migrate',
    load: async () => {
      const { MIGRATE_GRAMMAR, migrateCommand } = await import('./serve/commands.js');
      return { grammar: MIGRATE_GRAMMAR, run: migrateCommand };
    },
  },
  seed: {
    usage: 'heyi seed',
    load: async () => {
      const { SEED_GRAMMAR, seed } = await import('./serve/commands.js');
      return { grammar: SEED_GRAMMAR, run: seed };
    },
  },
  'admin create': {
    usage: 'heyi admin create --name NAME --street STREET [--path PATH]',
    load: async () => {
      const { ADMIN_GRAMMAR, adminCreate } = await import('./serve/admin.js');
      return { grammar: ADMIN_GRAMMAR, run: adminCreate };
    },
  },
  'admin factor-off': {
    usage: 'heyi admin factor-off --account ACCOUNT --again ACCOUNT',
    load: async () => {
      const { FACTOR_GRAMMAR, adminFactorOff } = await import('./serve/admin.js');
      return { grammar: FACTOR_GRAMMAR, run: adminFactorOff };
    },
  },
};
