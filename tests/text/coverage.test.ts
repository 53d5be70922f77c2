import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FINDING_RULES } from '#bpmn';
import { DECISION_PROBLEM_CODES, EXPLANATION_CODES, INCIDENT_CODES, MIGRATION_CAUSES, REFUSAL_CODES } from '#engine';
import { PROBLEM_CODES } from '#engine/expression';
import { ANSWER_CODES } from '#forms';
import { hasSentence } from '#text';
import { IMPORT_CODES, PROPOSAL_CODES } from '#rules/register';
import { ACCESS_KINDS } from '#identity';
import { BODY_KINDS, UNIT_KINDS } from '#rules/people';

/** Whatever a room can answer has words. Codes come from the lists the rooms export, else from their sources. */
const root = join(import.meta.dirname, '../..');

describe('there are words for', () => {
  it.each<[string, string, readonly string[]]>([
    ['refusals of the engine', 'refusal', REFUSAL_CODES],
    ['what keeps a matter on its version', 'refusal', MIGRATION_CAUSES],
    [
      'what moving a matter would do',
      'change',
      [
        ...found('server/engine/tasks/changes.ts', /'change\.([a-z-]+)'/g),
        ...['task', 'job', 'timer', 'subscription', 'incident'].flatMap((row) =>
          ['opened', 'withdrawn', 'kept'].map((what) => `${row}-${what}`),
        ),
      ],
    ],
    ['incidents', 'incident', INCIDENT_CODES],
    ['problems of expressions', 'feel', PROBLEM_CODES],
    ['problems of decisions', 'feel', DECISION_PROBLEM_CODES],
    ['decisions explained', 'explained', EXPLANATION_CODES],
    ['findings of models', 'finding', FINDING_RULES],
    ['findings of answers', 'form', ANSWER_CODES],
    ['findings of rosters', 'import', IMPORT_CODES],
    ['merges of rosters', 'proposal', PROPOSAL_CODES],
    ['kinds of places', 'label.unit', UNIT_KINDS],
    ['kinds of bodies', 'label.body', BODY_KINDS],
    ['what is noted of readers', 'access', ACCESS_KINDS],
    ['the same to choose from', 'label.access', ACCESS_KINDS],
    ['findings of law', 'law', unionOf('server/law/check.ts', 'LawFindingCode')],
    ['findings of calendars', 'calendar', unionOf('server/law/calendar.ts', 'CalendarFindingCode')],
    ['refusals and problems of the rules', 'refusal', found('server/rules', /(?:refused|problem): '([a-z][a-z-]*)'/g)],
    [
      'refusals of world and runtime',
      'refusal',
      [
        ...found('server/world', /refused: '([a-z][a-z-]*)'/g),
        ...found('server/runtime', /refused: '([a-z][a-z-]*)'/g),
      ],
    ],
    ['events of the engine', 'event', found('server/engine/history/events.ts', /readonly type: '([A-Za-z]+)'/g)],
    ['events of the rules', 'event', found('server/rules', /type: '([A-Z][A-Za-z]+)'/g)],
    [
      'what people are told',
      'notice',
      [
        ...found('server/rules', /do: 'notify'[^\n]*code: '([a-z-]+)'/g),
        ...found('server/engine/commands/tasks.ts', /notify\([^\n]*'(task-[a-z]+)'/g),
      ],
    ],
    [
      'what was done for somebody',
      'label.act',
      found('server/rules', /toldOfHelp\(\w+, '([a-z][A-Za-z]*\.[a-z][A-Za-z]*)'\)/g),
    ],
    [
      'commands of the engine',
      'label.command',
      found('server/engine/history/commands.ts', /readonly type: '([A-Za-z]+)'/g),
    ],
    ['commands of the rules', 'label.command', found('server/rules', /readonly type: '([a-z][A-Za-z]+)'/g)],
    ['notices of the procedures', 'notice', found('workflows', /&#34;([a-z]+-[a-z-]+)&#34;" target="code"/g)],
  ])('%s', (_what, prefix, codes) => {
    // then there is something to look at, and nothing is without words
    expect(codes.length).toBeGreaterThan(0);
    expect([...new Set(codes)].filter((code) => !hasSentence(`${prefix}.${code}`))).toEqual([]);
  });
});

/** Literals of a union type that is exported as a type only. */
function unionOf(file: string, name: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const union = new RegExp(`type ${name} =([^;]*);`).exec(text)?.[1] ?? '';
  return [...union.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
}

function found(place: string, pattern: RegExp): readonly string[] {
  const path = join(root, place);
  const files = /\.\w+$/.test(place)
    ? [path]
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(ts|bpmn)$/.test(entry.name) && !entry.name.endsWith('.test.ts'))
        .map((entry) => join(entry.parentPath, entry.name));
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(pattern)].map((match) => match[1] ?? match[2] ?? ''),
  );
}
