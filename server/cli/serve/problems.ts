import { SettingsProblem } from '#main';
import { DatabaseProblem } from '#store';
import { say } from '#text';
import { EXIT, type ExitCode, type Io } from '../io.js';

/** Runs `work`; what keeps a server from starting is said in one sentence, code 1. Everything else is thrown on. */
export async function saying(io: Io, work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    const sentence = sentenceOf(error, io);
    if (sentence === null) throw error;
    io.words(sentence);
    return EXIT.failed;
  }
}

function sentenceOf(error: unknown, io: Io): string | null {
  if (error instanceof SettingsProblem) return say(`serve.${error.code}`, { value: error.value }, io.language);
  if (error instanceof DatabaseProblem) return say(`serve.${error.code}`, { value: error.detail }, io.language);
  const { code, port } = error as { code?: unknown; port?: unknown };
  if (code === 'EADDRINUSE') return say('serve.port-busy', { port: Number(port) }, io.language);
  if (code === 'EACCES' && port !== undefined) return say('serve.port-denied', { port: Number(port) }, io.language);
  return null;
}
