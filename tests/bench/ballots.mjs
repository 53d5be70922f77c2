// Evidence of a vote with as many ballots as wanted: the delivered procedure, run by its real rules.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportFromWorld } from '#audit';
import { carriedCalendar, nodeIo, setOf } from '#cli';
import { capabilities } from '#rules/all';
import { runScenario } from '#world';
import { root } from '../../server/cli/setup/prepare.mjs';

const CHOICES = ['yes', 'yes', 'yes', 'no', 'abstain'];

/** The text of an evidence file (JSON) of a matter in which so many residents voted, counted and closed. */
export async function evidenceOfVote(ballots) {
  const folder = join(root, 'workflows/procedures/first-vote');
  const { built, files } = await setOf(nodeIo({}), folder);
  if (!built.ok) throw new Error('the procedure does not build');
  const scenario = JSON.parse(readFileSync(join(folder, 'scenarios/not-passed.json'), 'utf8'));
  const voters = Array.from({ length: ballots }, (_, n) => `p${n}`);
  const { world, differences } = runScenario(
    {
      ...scenario,
      people: [...scenario.people, ...voters.map((id) => ({ id, role: 'resident' }))],
      electors: voters,
      steps: [
        { advance: 'next' },
        ...voters.map((by, n) => ({ vote: CHOICES[n % CHOICES.length], by })),
        { advance: 'next' },
        { advance: 'next' },
      ],
      expect: { status: 'completed' },
    },
    { set: built.set, rules: capabilities, calendar: carriedCalendar },
  );
  if (world === null || differences.length > 0) throw new Error(JSON.stringify(differences[0] ?? 'no world'));
  return JSON.stringify(exportFromWorld(world, [{ main: built.set.main, files }]));
}
