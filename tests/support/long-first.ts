import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, the longest first: begun last, one of them would keep a processor busy while the others wait. */
const LONG = [
  'tests/browser/every-page.test.ts',
  'tests/http/scenarios.test.ts',
  'tests/browser/consultation.test.ts',
  'tests/browser/operations.test.ts',
  'tests/http/start.test.ts',
  'tests/browser/resident-states.test.ts',
  'tests/http/roles.test.ts',
];

/** The order of the runner, but for what takes long. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((file) => moduleId.endsWith(file));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
