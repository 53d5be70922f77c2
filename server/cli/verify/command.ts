import { audit, isEvidenceBundle, type AuditReport, type EvidenceBundle } from '#audit';
import { say } from '#text';
import { sourceFile } from '../files.js';
import { EXIT, type ExitCode, type Io } from '../io.js';
import type { Grammar, Parsed } from '../options.js';
import { RequestFault } from '../run/request.js';

export const VERIFY_GRAMMAR: Grammar = {
  positionals: { name: 'EVIDENCE.json', min: 1, max: 1 },
  options: {},
};

/** What no execution of a history can prove; said with every verdict. */
const NOT_PROVED = ['entered', 'identity', 'device', 'coercion', 'heads'] as const;

/**
 * `heyi verify EVIDENCE.json`: checks an exported history and executes it again, offline. One line a step, then the
 * verdict: `self-consistent` (3: without a signed head nothing ties it to a published log), `unverifiable` (3: parts of it
 * are withheld), `failed` (1). What is no evidence file is 2.
 */
export async function verifyCommand(parsed: Parsed, io: Io): Promise<ExitCode> {
  const { language } = io;
  let bundle: EvidenceBundle;
  try {
    bundle = bundleOf(sourceFile(io, parsed.positionals[0] ?? '').text);
  } catch (fault) {
    if (!(fault instanceof RequestFault)) throw fault;
    io.words(say(fault.code, fault.values, language));
    return EXIT.unusable;
  }
  const report = await audit(bundle);
  for (const { step, ok, detail } of report.steps) {
    const differences = report.differences.filter((difference) => difference.step === step);
    const at = differences.map(({ stream, seq, what, expected, found }) => ({ stream, seq, what, expected, found }));
    io.out(JSON.stringify({ step, ok, at, detail: detail.values }));
    io.words(say(detail.code, detail.values, language));
    for (const difference of differences) {
      const what = say(`audit.what.${difference.what}`, { ...difference }, language);
      io.words(say('cli.verify.difference', { stream: difference.stream, seq: difference.seq, what }, language));
    }
  }
  const verdict = verdictOf(report);
  const proved = report.steps.filter(({ ok }) => ok).map(({ step }) => step);
  io.out(JSON.stringify({ type: 'Verdict', verdict, proved, notProved: NOT_PROVED }));
  io.words(say(`cli.verify.${verdict}`, {}, language));
  for (const code of NOT_PROVED) io.words(say(`cli.verify.not.${code}`, {}, language));
  return verdict === 'failed' ? EXIT.failed : 3;
}

function verdictOf({ verdict, unverifiable }: AuditReport): 'self-consistent' | 'unverifiable' | 'failed' {
  if (verdict === 'different') return 'failed';
  return unverifiable.some(({ code }) => code === 'body-missing') ? 'unverifiable' : 'self-consistent';
}

function bundleOf(text: string): EvidenceBundle {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RequestFault('cli.json', { reason: error instanceof Error ? error.message : '' });
  }
  if (!isEvidenceBundle(value)) throw new RequestFault('cli.verify.not-evidence');
  return value;
}
