import {
  isContext,
  referenceValue,
  type JobPlan,
  type JobProblem,
  type PureJob,
  type StoredValue,
  type Variables,
} from '../contract/index.js';
import type { ArchiveState } from './types.js';

/** `archive.seal`: one record that names the last record of every stream the matter opened. */
export const sealJob: PureJob = {
  type: 'archive.seal',
  input: {},
  output: {
    archive: { type: 'string', required: true },
    streams: { type: 'integer', required: true },
    reference: { type: 'reference', required: true },
  },
  plan(_input, context): JobPlan {
    const found = context.facts['streams'];
    if (found === undefined) return { commands: [], needs: [{ name: 'streams', kind: 'streams', parameters: {} }] };
    const streams = Array.isArray(found) ? found.map(streamValue) : [];
    const command = { type: 'seal', matter: context.instance, scope: context.scope, streams };
    return { commands: [{ stream: context.ids[0] ?? '', kind: 'archive', command }] };
  },
  result(_input, after): Variables | JobProblem {
    const [sealed] = after;
    if (sealed === undefined) return { problem: 'stream-missing' };
    const { streams } = sealed.state as ArchiveState;
    return { archive: sealed.stream, streams: streams.length, reference: referenceValue(sealed.record) };
  },
};

function streamValue(value: StoredValue): StoredValue {
  const { stream, kind, seq, leafHash } = isContext(value) ? value : {};
  return { stream: stream ?? null, kind: kind ?? null, seq: seq ?? null, leafHash: leafHash ?? null };
}
