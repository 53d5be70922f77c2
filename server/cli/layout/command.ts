import { layout } from '#bpmn';
import { say } from '#text';
import { reasonOf, sourceFile } from '../files.js';
import { EXIT, type ExitCode, type Io } from '../io.js';
import type { Grammar, Parsed } from '../options.js';
import { RequestFault } from '../run/request.js';

export const LAYOUT_GRAMMAR: Grammar = {
  positionals: { name: 'FILE.bpmn', min: 1, max: 1 },
  options: {},
};

/** `heyi layout FILE.bpmn`: writes the diagram part into the file when it has none. One line says whether it did. */
export async function layoutCommand(parsed: Parsed, io: Io): Promise<ExitCode> {
  const [path = ''] = parsed.positionals;
  try {
    const drawn = await layout(sourceFile(io, path).text, path);
    if (!drawn.ok) {
      for (const { element, rule, values } of drawn.findings) {
        const message = say(`finding.${rule}`, values, io.language);
        io.out(JSON.stringify({ file: path, element, rule, message }));
        io.words([path, element, message].filter((part) => part !== null).join(': '));
      }
      return EXIT.unusable;
    }
    if (drawn.changed) write(io, path, drawn.xml);
    io.out(JSON.stringify({ file: path, changed: drawn.changed }));
    io.words(say(drawn.changed ? 'cli.layout.drawn' : 'cli.layout.kept', { file: path }, io.language));
    return EXIT.ok;
  } catch (fault) {
    if (!(fault instanceof RequestFault)) throw fault;
    io.words(say(fault.code, fault.values, io.language));
    return EXIT.unusable;
  }
}

function write(io: Io, path: string, text: string): void {
  try {
    io.writeText(path, text);
  } catch (error) {
    throw new RequestFault('cli.file-write', { file: path, reason: reasonOf(error) });
  }
}
