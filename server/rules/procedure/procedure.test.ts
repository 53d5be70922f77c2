import { describe, expect, it } from 'vitest';
import { actor, history, specify } from '../../../tests/support/decider.js';
import { procedureDecider, type ProcedureCommand } from './index.js';

const AT = Date.parse('2026-03-02T10:00:00+08:00');
const STREET = 'qinghe';
const liu = actor('liu', 'street', STREET);
const he = actor('he', 'street', STREET);
const admin = actor('zhao', 'administrator', STREET);
const hash = (letter: string) => `${letter.repeat(43)}=`;
const SHIPPED = { version: 1, hash: hash('S') };

const submit = (more: object = {}): ProcedureCommand => ({
  ...{ type: 'submitProcedure', at: AT, by: liu, procedure: 'first-vote', scope: STREET, draft: 'd1' },
  ...{
    base: SHIPPED,
    hash: hash('A'),
    definition: hash('a'),
    about: {},
    running: null,
    document: true,
    editors: ['song'],
  },
  ...more,
});
const approve = (more: object = {}): ProcedureCommand => ({
  ...{ type: 'approveProcedure', at: AT, by: admin, n: 1, hash: hash('A') },
  ...more,
});
const comment = { element: 'vote', text: { '~': hash('c') } };
const sendBack = (more: object = {}): ProcedureCommand => ({
  ...{ type: 'sendProcedureBack', at: AT, by: he, n: 1, hash: hash('A'), comments: [comment] },
  ...more,
});
const withdraw = (more: object = {}): ProcedureCommand => ({
  ...{ type: 'withdrawSubmission', at: AT, by: liu, n: 1 },
  ...more,
});
const retire = (more: object = {}): ProcedureCommand => ({
  ...{ type: 'retireProcedure', at: AT, by: admin, version: 2 },
  ...more,
});
const given = (...commands: ProcedureCommand[]) =>
  specify(procedureDecider).given(history(procedureDecider, commands).events);
/** Version 2 is in force, made from the shipped version 1. */
const published = [submit(), approve()];
const next = (more: object = {}) => submit({ base: { version: 2, hash: hash('A') }, hash: hash('B'), ...more });

describe('a procedure comes into force', () => {
  it('when a second person approves what was submitted, as the version after the one it was made from', () => {
    const { decision, after } = given(submit()).when(approve());
    expect(decision).toMatchObject({
      events: [{ type: 'ProcedureApproved', version: 2, submitter: 'liu', approver: 'zhao', definition: hash('a') }],
      answer: { version: 2 },
    });
    expect(after).toMatchObject({ inForce: 2, open: null, versions: [{ version: 2 }] });
  });

  it('as version 1 where it begins a procedure, and counted on from there', () => {
    const { state } = history(procedureDecider, [
      submit({ base: null }),
      approve(),
      submit({ base: { version: 1, hash: hash('A') }, hash: hash('B'), by: he }),
      approve({ n: 2, hash: hash('B'), by: liu }),
    ]);
    expect(state.versions.map(({ version, hash: each }) => [version, each])).toEqual([
      [1, hash('A')],
      [2, hash('B')],
    ]);
  });

  it('also where it was submitted before anybody said what becomes of running matters', () => {
    const before = submit({ running: undefined, document: undefined, editors: undefined });
    const { decision } = specify(procedureDecider).given([]).when(before);
    expect(decision).toMatchObject({ events: [{ type: 'ProcedureSubmitted', n: 1 }] });
    expect(Object.keys((decision as { events: readonly object[] }).events[0] ?? {})).not.toContain('editors');
    expect(given(before).when(approve({ by: { ...liu, role: 'administrator' } })).decision).toMatchObject({
      refused: 'second-person-needed',
    });
    expect(given(before).when(approve()).decision).toMatchObject({ answer: { version: 2 } });
  });

  it('never as something else than what was looked at: a changed draft needs a new approval', () => {
    const again = given(submit(), withdraw(), submit({ hash: hash('B') }));
    expect(again.when(approve()).decision).toEqual({ refused: 'submission-changed' });
    expect(again.when(approve({ n: 2 })).decision).toEqual({ refused: 'submission-changed' });
    expect(again.when(approve({ n: 2, hash: hash('B') })).decision).toMatchObject({ answer: { version: 2 } });
  });

  it('can be sent back with remarks on elements, and be submitted again', () => {
    const { decision, after } = given(submit()).when(sendBack());
    expect(decision).toMatchObject({ events: [{ type: 'ProcedureSentBack', draft: 'd1', comments: [comment] }] });
    expect(after.open).toBeNull();
    expect(given(submit(), sendBack()).when(submit({ hash: hash('B') })).decision).toMatchObject({ answer: { n: 2 } });
  });

  it('and is taken out of force again; the next one is still counted on', () => {
    const { after } = given(...published).when(retire());
    expect(after).toMatchObject({ inForce: null, versions: [{ version: 2 }] });
    expect(given(...published, retire()).when(next({ hash: hash('A') })).decision).toMatchObject({ answer: { n: 2 } });
  });

  it.each<[string, ProcedureCommand[], ProcedureCommand]>([
    ['second-person-needed', [submit()], approve({ by: liu })],
    // the same person in another role is no second person
    ['second-person-needed', [submit()], approve({ by: actor('liu', 'administrator', STREET) })],
    ['second-person-needed', [submit()], sendBack({ by: liu })],
    // nor is who drew a part of it
    ['second-person-needed', [submit()], approve({ by: actor('song', 'street', STREET) })],
    ['submission-invalid', [], submit({ editors: [''] })],
    ['role-does-not-fit', [submit()], approve({ by: actor('wang', 'worker', STREET) })],
    ['scope-does-not-fit', [submit()], approve({ by: actor('chen', 'administrator', 'beicun') })],
    ['scope-does-not-fit', [submit()], approve({ by: actor('chen', 'street', 'qinghe/d2') })],
    ['role-does-not-fit', [], submit({ by: actor('wang', 'worker', STREET) })],
    ['role-does-not-fit', [], submit({ by: admin })],
    ['scope-does-not-fit', [], submit({ by: actor('chen', 'street', 'beicun') })],
    ['submission-invalid', [], submit({ procedure: '' })],
    ['submission-invalid', [], submit({ hash: 'short' })],
    ['submission-invalid', [], submit({ base: { version: 1 } })],
    ['submission-invalid', [submit(), withdraw()], submit({ procedure: 'other' })],
    ['submission-invalid', [], submit({ running: 'burn' })],
    ['basis-file-missing', [], submit({ document: false })],
    ['submission-open', [submit()], submit({ draft: 'd2', hash: hash('B') })],
    ['procedure-moved-on', published, submit({ hash: hash('B') })],
    ['procedure-moved-on', published, submit({ hash: hash('B'), base: null })],
    ['nothing-changes', published, next({ hash: hash('A') })],
    ['nothing-changes', [], submit({ hash: SHIPPED.hash })],
    ['submission-over', [], approve()],
    ['submission-over', [submit(), sendBack()], approve()],
    ['submission-over', published, approve()],
    ['not-your-submission', [submit()], withdraw({ by: he })],
    ['comments-empty', [submit()], sendBack({ comments: [] })],
    ['comments-invalid', [submit()], sendBack({ comments: [{ element: 'vote', text: 'plain' }] })],
    ['comments-invalid', [submit()], sendBack({ comments: [{ element: 3, text: comment.text }] })],
    ['procedure-not-in-force', [submit()], retire()],
    ['procedure-not-in-force', published, retire({ version: 1 })],
    ['role-does-not-fit', published, retire({ by: actor('wang', 'worker', STREET) })],
    ['unknown-command', [], { type: 'burn', at: 1, by: liu } as unknown as ProcedureCommand],
  ])('refuses %s', (refused, before, command) => {
    expect(given(...before).when(command).decision).toMatchObject({ refused });
  });
});
