import { describe, expect, it } from 'vitest';
import type { MatterData } from './data.js';
import { textsOf } from './texts.js';

const seal = (name: string) => ({ '~': name });
const by = (p: string, more: object = {}) => ({ p, role: 'resident', scope: 'q', basis: null, ...more });
const record = (type: string, p: string, fields: object, more: object = {}) => ({
  ...{ stream: 's', seq: 0, at: 1, type, events: [], command: { type, at: 1, by: by(p, more), ...fields } },
});
const entity = (kind: string, state: object, ...history: readonly object[]) => ({ stream: kind, kind, state, history });

/** Reader and author of each text, by its commitment. */
function readers(history: readonly object[], ...entities: readonly object[]): Record<string, string> {
  const forms = { start: { components: [{ key: 'name', properties: { 'heyi.known': 'name' } }] } };
  const data = { history, entities, set: { forms } } as unknown as MatterData;
  return Object.fromEntries(
    textsOf(data).map(({ commitment, reader, p }) => [commitment, `${reader} ${p ?? ''}`.trim()]),
  );
}

describe('texts of a matter that are searched', () => {
  it('are published ones for everybody, others for who works on it, and names of residents for nobody', () => {
    const variables = {
      title: seal('title'),
      details: seal('details'),
      name: seal('name'),
      phone: seal('phone'),
      n: 3,
    };
    const history = [
      record('start', 'li', { title: seal('title'), variables }),
      record('completeTask', 'wang', {
        variables: { text: seal('text'), list: [{ why: seal('why') }], name: seal('name') },
      }),
      record('assignTask', 'wang', { reason: seal('reason') }),
      record('completeJob', 'system', { variables: { copy: seal('text'), other: seal('of a job') } }),
    ];
    expect(readers(history)).toEqual({
      title: 'all li',
      details: 'all li',
      phone: 'staff li',
      text: 'staff wang',
      why: 'staff wang',
      reason: 'staff wang',
    });
  });

  it('are of opinions and objections for who works on it, and of a call-back only once it is closed', () => {
    const answer = record('answer', 'li', { solved: true, text: seal('verdict') });
    expect(readers([], entity('opinions', {}, record('give', 'li', { text: seal('opinion') })))).toEqual({
      opinion: 'staff li',
    });
    expect(readers([], entity('callback', { status: 'asking' }, answer))).toEqual({ verdict: 'own li' });
    expect(readers([], entity('callback', { status: 'closed' }, answer))).toEqual({ verdict: 'staff li' });
  });

  it('are never those of a roll, of letters or of a vote', () => {
    const given = record('change', 'wang', { reason: seal('reason'), name: seal('name') });
    for (const kind of ['roll', 'letters', 'poll', 'notify', 'archive'])
      expect(readers([], entity(kind, { status: 'closed' }, given))).toEqual({});
  });

  it('belong to the resident where a helper typed them', () => {
    const helped = { for: { p: 'li', basis: null, way: 'phone' } };
    const given = record('give', 'wang', { text: seal('opinion') }, helped);
    expect(readers([], entity('opinions', {}, given))).toEqual({ opinion: 'staff li' });
  });
});
