/** What a command takes: its positional arguments and its options (`--name`, `--name VALUE`, `--name=VALUE`, `--name A B …`). */
export interface Grammar {
  readonly positionals: { readonly name: string; readonly min: number; readonly max: number };
  readonly options: Readonly<Record<string, 'flag' | 'value' | 'list'>>;
}

export interface Parsed {
  readonly positionals: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly values: Readonly<Record<string, string>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

export type ParseAnswer =
  | { readonly ok: true; readonly parsed: Parsed }
  | { readonly ok: false; readonly code: OptionFault; readonly values: Readonly<Record<string, string>> };

export type OptionFault =
  | 'cli.unknown-option'
  | 'cli.option-needs-value'
  | 'cli.option-takes-no-value'
  | 'cli.option-twice'
  | 'cli.argument-missing'
  | 'cli.argument-too-many';

/**
 * Reads the arguments of one command. A `list` option takes everything up to the next option and may be repeated; what
 * follows `--` is positional. Refuses what it does not know, by a code of `server/text`.
 */
export function parseOptions(argv: readonly string[], grammar: Grammar): ParseAnswer {
  const positionals: string[] = [];
  const flags = new Set<string>();
  const values: Record<string, string> = {};
  const lists: Record<string, string[]> = {};
  let position = 0;
  while (position < argv.length) {
    const argument = argv[position++]!;
    if (argument === '--') {
      positionals.push(...argv.slice(position));
      break;
    }
    if (!argument.startsWith('--')) {
      if (argument.startsWith('-') && argument.length > 1) return refuse('cli.unknown-option', { option: argument });
      positionals.push(argument);
      continue;
    }
    const equals = argument.indexOf('=');
    const option = equals < 0 ? argument : argument.slice(0, equals);
    const inline = equals < 0 ? undefined : argument.slice(equals + 1);
    const name = option.slice(2);
    const kind = Object.hasOwn(grammar.options, name) ? grammar.options[name] : undefined;
    if (kind === undefined) return refuse('cli.unknown-option', { option });
    if (kind === 'flag') {
      if (inline !== undefined) return refuse('cli.option-takes-no-value', { option });
      flags.add(name);
    } else if (kind === 'value') {
      const value = inline ?? argv[position++];
      if (value === undefined) return refuse('cli.option-needs-value', { option });
      if (Object.hasOwn(values, name)) return refuse('cli.option-twice', { option });
      values[name] = value;
    } else {
      const list = (lists[name] ??= []);
      const before = list.length;
      if (inline !== undefined) list.push(inline);
      else while (position < argv.length && !argv[position]!.startsWith('--')) list.push(argv[position++]!);
      if (list.length === before) return refuse('cli.option-needs-value', { option });
    }
  }
  const { name, min, max } = grammar.positionals;
  if (positionals.length < min) return refuse('cli.argument-missing', { argument: name });
  if (positionals.length > max) return refuse('cli.argument-too-many', { argument: positionals[max]! });
  return { ok: true, parsed: { positionals, flags, values, lists } };
}

function refuse(code: OptionFault, values: Readonly<Record<string, string>>): ParseAnswer {
  return { ok: false, code, values };
}
