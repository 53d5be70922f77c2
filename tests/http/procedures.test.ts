import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, isEvidenceBundle } from '#audit';
import { Accounts } from '#identity';
import { Drafts, Publication } from '#procedures';
import { Database } from '#store';
import { People } from '#community';
import type { DraftPage } from '#web/port';
import { problemOf, type Client } from './client.js';
import { DEMO_PASSWORD, DOCUMENT, newKey, PLACES, serve, type Served } from './server.js';

const STREET = 'qinghe';
const START = {
  title: '增设电动自行车充电棚',
  details: '北门东侧空地，12个车位。',
  question: '是否同意？',
  if_passed: '按说明去办，办完公布。',
  if_not: '保持现状。',
};

/** A procedure from a draft to a version in force, by two people of the street, over HTTP. */
describe.each(PLACES)('procedures on %s', (_name, newPlace) => {
  let served: Served;
  let author: Client;
  let second: Client;
  let admin: Client;
  let worker: Client;

  beforeAll(async () => {
    served = await serve(await newPlace());
    await staff(served, 'jiedao', '刘畅行', 'street', STREET);
    await staff(served, 'jiedao2', '何静', 'street', STREET);
    [author, second, admin, worker] = (await Promise.all(
      ['jiedao', 'jiedao2', 'guanli', 'wangmin'].map((account) => served.signedIn(account)),
    )) as [Client, Client, Client, Client];
  });
  afterAll(async () => {
    expect(served.errors).toEqual([]);
    await served.close();
  });

  const begin = async (who: Client, version = 1, as: 'version' | 'copy' = 'version') =>
    (await who.port.beginDraft({ scope: STREET, from: { procedure: 'first-vote', version, as }, file: null }, newKey()))
      .value;
  /** Saves the draft with a text of its drawing replaced. */
  const change = async (who: Client, draft: DraftPage, ...replaced: readonly (readonly [string, string])[]) => {
    const files = draft.files.map(({ path, text }) => ({
      path,
      text: replaced.reduce((now, [from, to]) => now.replace(from, to), text),
    }));
    const { about, revision } = draft;
    return (await who.port.saveDraft(draft.draft, { revision, about, files }, newKey())).value;
  };
  const TERM = '<zeebe:input source="=3" target="term_days" />';
  const longer = [TERM, TERM.replace('=3', '=5')] as const;
  /** Everything is said that an author says. */
  const SAID = { seen: true, running: 'stay', document: true } as const;
  const submit = (who: Client, { draft, revision }: DraftPage) =>
    who.port.submitDraft(draft, { revision, ...SAID }, newKey());
  const start = async () => {
    const { value } = await worker.port.startMatter({ procedure: 'first-vote', variables: START }, newKey());
    return value;
  };
  const versionOf = async (matter: string) => (await worker.port.matter(matter)).procedure;

  it('are listed with what they are for, how long they last at least, and on what law they rest', async () => {
    const [first] = (await worker.port.library()).filter(({ procedure }) => procedure === 'first-vote');
    expect(first).toMatchObject({
      version: 1,
      shipped: true,
      running: 1,
      duration: { full: { days: 5, workingDays: 3, text: { zh: '5天和3个工作日' } } },
      basis: [{ law: '城市居民委员会组织法' }],
    });
    const read = await worker.port.readProcedure('first-vote', 1);
    expect(read.words.find(({ name }) => name.zh === '表决通过？')?.ways).toMatchObject([
      { when: { zh: '通过' }, to: { zh: '往下走' } },
      { when: { zh: '未通过' }, to: { zh: '到第4步“公示未通过”' } },
    ]);
    expect(read.drawings[0]?.xml).toContain('<bpmn:process id="first-vote"');
    expect(await problemOf(worker.port.readProcedure('first-vote', 7))).toMatchObject({ code: 'version-unknown' });
    expect(await problemOf(worker.port.procedurePage('nothing'))).toMatchObject({ code: 'procedure-unknown' });
  });

  it('keep what runs on the version it began with, and start the next on the new one', async () => {
    // given a matter on version 1, and a draft that lets opinions be given for longer
    const old = await start();
    const draft = await change(author, await begin(author), longer);
    expect(draft.difference?.lines.map(({ element, aspect, text }) => [element, aspect, text.zh])).toEqual([
      ['consult', 'term', '“征求意见”：期限由3天改为5天'],
    ]);
    expect(draft.checks.filter(({ state }) => state === 'open')).toEqual([]);
    // when it is submitted, its author cannot approve it, an administrator can
    const key = newKey();
    const { value: sent } = await author.port.submitDraft(draft.draft, { revision: draft.revision, ...SAID }, key);
    expect(sent).toMatchObject({ status: 'submitted', may: { edit: false, withdraw: true, decide: false } });
    expect((await author.port.submitDraft(draft.draft, { revision: draft.revision, ...SAID }, key)).value.hash).toBe(
      sent.hash,
    );
    const hash = sent.hash ?? '';
    expect(await problemOf(author.port.approveDraft(draft.draft, { hash }, newKey()))).toMatchObject({
      status: 409,
      code: 'second-person-needed',
    });
    const { waiting } = await admin.port.drafts();
    expect(waiting).toMatchObject([{ draft: draft.draft, author: '刘畅行', base: 1 }]);
    const shown = await admin.port.draft(draft.draft);
    expect(shown).toMatchObject({ hash, may: { decide: true, edit: false } });
    await admin.port.approveDraft(draft.draft, { hash }, newKey());
    // then
    const now = await start();
    expect(await versionOf(old.matter)).toMatchObject({ version: 1 });
    expect(await versionOf(now.matter)).toMatchObject({ version: 2, name: '意见—表决—公示' });
    const page = await worker.port.procedurePage('first-vote');
    expect(page).toMatchObject({
      version: 2,
      running: 3,
      duration: { full: { days: 7, workingDays: 3 } },
      versions: [
        { version: 2, inForce: true, submitter: '刘畅行', approver: '赵启文', running: 1 },
        { version: 1, inForce: false, shipped: true, running: 2 },
      ],
    });
    const { lines } = await worker.port.differences('first-vote', 1, 2);
    expect(lines.map(({ text }) => text.zh)).toEqual(['“征求意见”：期限由3天改为5天']);
    // and the old one goes on to its end
    await served.clockTo(Date.parse('2026-03-20T09:00:00+08:00'));
    expect((await worker.port.matter(old.matter)).matter).toBe(old.matter);
    expect(await worker.port.alarms()).toEqual([]);
  });

  it('take no draft that was made from an older version, and nothing that differs in nothing', async () => {
    const stale = await change(author, await begin(author), longer);
    expect(await problemOf(submit(author, stale))).toMatchObject({
      code: 'procedure-moved-on',
      values: { version: 2 },
    });
    expect(await problemOf(submit(author, await begin(author, 2)))).toMatchObject({ code: 'nothing-changes' });
  });

  it('are submitted as they were looked at, or not at all', async () => {
    // given a draft that is saved again, and one that is thrown away, while it is looked at
    const publication = served.heyi.app.get(Publication);
    const drafts = served.heyi.app.get(Drafts);
    const by = { p: (await author.port.session()).me?.person ?? '', role: 'street', scope: STREET, basis: null };
    const during = async (meanwhile: (draft: DraftPage) => Promise<unknown>) => {
      const draft = await change(author, await begin(author, 2, 'copy'), longer);
      const named = { ...draft.about, name: { zh: '另一个流程', en: '' } };
      const { value } = await author.port.saveDraft(
        draft.draft,
        { revision: draft.revision, about: named, files: draft.files },
        newKey(),
      );
      const row = await drafts.find(value.draft);
      if (row === null) throw new Error('no draft');
      await meanwhile(value);
      return {
        value,
        sent: publication.submit(
          row,
          { revision: row.revision, ...SAID },
          { by, idempotencyKey: newKey(), bytes: new Uint8Array() },
        ),
      };
    };
    const saved = await during(({ draft, revision, about, files }) =>
      author.port.saveDraft(draft, { revision, about: { ...about, use: { zh: '别的用处', en: '' } }, files }, newKey()),
    );
    await expect(saved.sent).rejects.toMatchObject({ code: 'draft-stale' });
    const thrownAway = await during(({ draft }) => author.port.discardDraft(draft, newKey()));
    await expect(thrownAway.sent).rejects.toMatchObject({ code: 'draft-stale' });
    // then nothing waits, and what was saved can be submitted
    const now = await author.port.draft(saved.value.draft);
    expect(now.status).toBe('open');
    expect((await submit(author, now)).value.status).toBe('submitted');
    await author.port.withdrawDraft(now.draft, newKey());
    // and no draft is made for a place that is not there
    const nowhere = { scope: `${STREET}/nowhere`, from: null, file: { path: 'a.bpmn', text: '<a/>' } };
    expect(await problemOf(author.port.beginDraft(nowhere, newKey()))).toMatchObject({ code: 'unknown-scope' });
  });

  it('are submitted when everything on the list is so, and not before', async () => {
    // given a draft with a change, while matters run
    const draft = await change(author, await begin(author, 2), [TERM.replace('=3', '=5'), TERM.replace('=3', '=7')]);
    const asked = draft.checks.filter(({ state }) => state === 'ask').map(({ check }) => check);
    expect(asked).toEqual(['changed', 'running', 'document']);
    const without = (said: object) =>
      problemOf(author.port.submitDraft(draft.draft, { revision: draft.revision, ...SAID, ...said }, newKey()));
    // then what the author has not looked at, chosen or attached is refused
    expect(await without({ seen: false })).toMatchObject({ status: 409, code: 'draft-difference-unseen' });
    expect(await without({ running: null })).toMatchObject({ status: 409, code: 'draft-running-open' });
    expect(await without({ document: false })).toMatchObject({ status: 409, code: 'basis-file-missing' });
    expect(await without({ running: 'burn' })).toMatchObject({ status: 422 });
    // and so is a step that nobody could take today, and a board that shows a telephone number
    const extra =
      '<bpmn:userTask id="extra" name="复核"><bpmn:extensionElements><zeebe:userTask />' +
      '<zeebe:assignmentDefinition candidateGroups="expert" /></bpmn:extensionElements></bpmn:userTask>' +
      '<bpmn:sequenceFlow id="to_extra" sourceRef="joined" targetRef="extra" />';
    const nobody = await change(
      author,
      draft,
      ['<bpmn:sequenceFlow id="to_end" sourceRef="joined"', `${extra}<bpmn:sequenceFlow id="to_end" sourceRef="extra"`],
      ['<bpmn:incoming>to_end</bpmn:incoming>', ''],
    );
    expect(nobody.checks).toContainEqual(
      expect.objectContaining({
        check: 'lanes',
        state: 'open',
        text: expect.objectContaining({ zh: '今天没有人能接：“复核”（专家）' }),
      }),
    );
    expect(await problemOf(submit(author, nobody))).toMatchObject({
      code: 'draft-nobody-takes',
      values: { name: '复核' },
    });
    const shown = await change(author, nobody, [
      '<zeebe:input source="=details" target="text" />',
      '<zeebe:input source="=&#34;有事请打13800138000&#34;" target="text" />',
    ]);
    expect(shown.checks).toContainEqual(expect.objectContaining({ check: 'personal', state: 'open' }));
    expect(await problemOf(submit(author, shown))).toMatchObject({
      code: 'draft-has-errors',
      values: { name: '公示通过', rule: 'personal-data' },
    });
    await author.port.discardDraft(draft.draft, newKey());
  });

  it('overwrite nothing: a save on an older revision is refused, a repeated one is the same save', async () => {
    const draft = await begin(author, 2);
    const { about, files, revision } = draft;
    const key = newKey();
    const body = { revision, about: { ...about, use: { zh: '第一次', en: '' } }, files };
    await author.port.saveDraft(draft.draft, body, key);
    expect((await author.port.saveDraft(draft.draft, body, key)).value.revision).toBe(revision + 1);
    // the same key with other words is another save, and is not answered with the old one
    const other = { ...body, about: { ...about, use: { zh: '另一次', en: '' } } };
    expect(await problemOf(author.port.saveDraft(draft.draft, other, key))).toMatchObject({
      status: 409,
      code: 'conflict',
    });
    const late = author.port.saveDraft(
      draft.draft,
      { ...body, about: { ...about, use: { zh: '第二次', en: '' } } },
      newKey(),
    );
    expect(await problemOf(late)).toMatchObject({
      status: 409,
      code: 'draft-stale',
      values: { revision: revision + 1 },
    });
    expect((await author.port.draft(draft.draft)).about.use.zh).toBe('第一次');
    // and of two saves at the same instant one is refused
    const both = await Promise.allSettled(
      ['甲', '乙'].map((zh) =>
        author.port.saveDraft(
          draft.draft,
          { revision: revision + 1, about: { ...about, use: { zh, en: '' } }, files },
          newKey(),
        ),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are begun once for one request, however often it comes, and thrown away once', async () => {
    // given
    const body = { scope: STREET, from: { procedure: 'first-vote', version: 2, as: 'copy' }, file: null } as const;
    const own = async () => (await author.port.drafts()).own.length;
    const before = await own();
    const key = newKey();
    // when
    const both = await Promise.all([author.port.beginDraft(body, key), author.port.beginDraft(body, key)]);
    const again = await author.port.beginDraft(body, key);
    // then
    expect(new Set([...both, again].map(({ value }) => value.draft)).size).toBe(1);
    expect(await own()).toBe(before + 1);
    const { draft } = again.value;
    const other = author.port.beginDraft({ ...body, from: { ...body.from, as: 'version' } }, key);
    expect(await problemOf(other)).toMatchObject({ status: 409, code: 'conflict' });
    expect((await begin(author, 2, 'copy')).draft).not.toBe(draft);
    const gone = newKey();
    await author.port.discardDraft(draft, gone);
    await author.port.discardDraft(draft, gone);
    expect(await own()).toBe(before + 1);
    expect(await problemOf(author.port.beginDraft(body, key))).toMatchObject({ status: 404, code: 'draft-unknown' });
  });

  it('that wait are listed for their place however many wait elsewhere, and shown as they were submitted', async () => {
    // given a draft that waits, and hundreds older ones of another place
    const named = await begin(author, 2, 'copy');
    const about = { ...named.about, name: { zh: '楼道堆物清理', en: '' }, use: { zh: '清理楼道。', en: '' } };
    const { value } = await author.port.saveDraft(named.draft, { ...named, about }, newKey());
    await submit(author, value);
    const db = served.heyi.app.get(Database);
    await db.transaction(async (session) => {
      for (let n = 0; n < 205; n++)
        await session.run(
          `INSERT INTO procedure_draft (id, author, scope, process, about, files, base, revision, at, status, saved_key, stream, n)
           SELECT ?, author, 'beicun', process, about, files, base, revision, 1, status, NULL, NULL, NULL FROM procedure_draft WHERE id = ?`,
          [`00${String(n).padStart(24, '0')}`, named.draft],
        );
      // and what was typed since lies beside what was submitted
      await session.run('UPDATE procedure_draft SET about = ? WHERE id = ?', [
        JSON.stringify({ ...about, name: { zh: '别的名字', en: '' }, use: { zh: '别的用处', en: '' } }),
        named.draft,
      ]);
    });
    // then
    expect((await second.port.drafts()).waiting.map(({ draft }) => draft)).toEqual([named.draft]);
    expect(await second.port.draft(named.draft)).toMatchObject({
      name: { zh: '楼道堆物清理' },
      about: { name: { zh: '楼道堆物清理' }, use: { zh: '清理楼道。' } },
    });
    await db.transaction((session) => session.run("DELETE FROM procedure_draft WHERE scope = 'beicun'", []));
    await author.port.withdrawDraft(named.draft, newKey());
  });

  it('with errors are refused at submission, with element and name, and so are those below the law', async () => {
    const broken = await change(author, await begin(author, 2), [
      'zeebe:calledElement processId="step-vote"',
      'zeebe:calledElement processId="step-nothing"',
    ]);
    expect(broken.findings).toContainEqual(
      expect.objectContaining({ element: 'vote', name: '表决', rule: 'unknown-process', severity: 'error' }),
    );
    const refused = await problemOf(submit(author, broken));
    expect(refused).toMatchObject({ code: 'draft-has-errors', values: { errors: 1, element: 'vote', name: '表决' } });
    // a publicity of three days where the law asks for fifteen
    const short = await change(author, await begin(author, 2), [
      '<zeebe:input source="=null" target="pack" />\n          <zeebe:input source="=&#34;go-on&#34;" target="on_upheld" />',
      '<zeebe:input source="=&#34;residents.disclosure&#34;" target="pack" />\n          <zeebe:input source="=&#34;go-on&#34;" target="on_upheld" />',
    ]);
    const unlawful = await problemOf(submit(author, short));
    expect(unlawful).toMatchObject({ code: 'draft-against-law', values: { element: 'publish_passed' } });
    expect(unlawful.message).toContain('公示');
    const empty = await begin(author, 2);
    const { about, files, revision } = empty;
    const saved = await author.port.saveDraft(
      empty.draft,
      { revision, about: { ...about, basis: [] }, files },
      newKey(),
    );
    expect(await problemOf(submit(author, saved.value))).toMatchObject({ code: 'draft-incomplete' });
  });

  it('are sent back with remarks on their elements, which only those who may see the draft read', async () => {
    const draft = await change(author, await begin(author, 2), [TERM.replace('=3', '=5'), TERM.replace('=3', '=6')]);
    const { hash } = (await submit(author, draft)).value;
    expect(await problemOf(change(author, draft))).toMatchObject({ code: 'draft-submitted' });
    const back = (comments: readonly { element: string | null; text: string }[]) =>
      second.port.returnDraft(draft.draft, { hash: hash ?? '', comments }, newKey());
    expect(await problemOf(back([]))).toMatchObject({ code: 'comments-empty' });
    await back([{ element: 'consult', text: '六天太长，五天够了。' }]);
    const returned = await author.port.draft(draft.draft);
    expect(returned).toMatchObject({
      status: 'sent-back',
      comments: [{ element: 'consult', name: '征求意见', text: '六天太长，五天够了。' }],
      may: { edit: true },
    });
    expect(await problemOf(second.port.draft(draft.draft))).toMatchObject({ status: 404, code: 'draft-unknown' });
    // what is changed and submitted anew is another thing than the one that was looked at
    const better = await change(author, returned, [TERM.replace('=3', '=6'), TERM.replace('=3', '=4')]);
    await submit(author, better);
    expect(await problemOf(second.port.approveDraft(draft.draft, { hash: hash ?? '' }, newKey()))).toMatchObject({
      status: 409,
      code: 'submission-changed',
    });
    await author.port.withdrawDraft(draft.draft, newKey());
    await author.port.discardDraft(draft.draft, newKey());
    expect(await problemOf(author.port.draft(draft.draft))).toMatchObject({ code: 'draft-unknown' });
  });

  it('are commented on at any time; comments stay with their element and are closed before approval', async () => {
    // given a comment of the author on a step, given to a colleague who hears of it
    const draft = await change(author, await begin(author, 2), [TERM.replace('=3', '=5'), TERM.replace('=3', '=8')]);
    const colleague = draft.colleagues.find(({ name }) => name === '何静')?.person ?? '';
    const key = newKey();
    const body = { element: 'consult', text: '八天够不够？', to: colleague };
    await author.port.commentDraft(draft.draft, body, key);
    const { value: said } = await author.port.commentDraft(draft.draft, body, key);
    expect(said.remarks).toMatchObject([{ element: 'consult', name: '征求意见', writer: '刘畅行', assignee: '何静' }]);
    expect((await second.port.inbox()).map(({ said: { code } }) => code)).toContain('notice.draft-comment');
    // when the step is renamed and moved, the comment is still on it; when it is gone, the comment is not
    const moved = await change(author, said, ['id="consult" name="征求意见"', 'id="consult" name="听意见"']);
    expect(moved.remarks).toMatchObject([{ element: 'consult', name: '听意见' }]);
    // then it is not approved before it is closed
    const { hash } = (await submit(author, moved)).value;
    const approve = () => second.port.approveDraft(draft.draft, { hash: hash ?? '' }, newKey());
    expect(await problemOf(approve())).toMatchObject({ status: 409, code: 'draft-comments-open', values: { n: 1 } });
    const [one] = moved.remarks;
    const comment = one?.comment ?? '';
    expect(await problemOf(admin.port.closeComment(draft.draft, comment, newKey()))).toMatchObject({
      status: 403,
      code: 'comment-not-yours',
    });
    expect(await problemOf(worker.port.closeComment(draft.draft, comment, newKey()))).toMatchObject({ status: 403 });
    const nobody = { element: null, text: '好', to: '0'.repeat(26) };
    expect(await problemOf(second.port.commentDraft(draft.draft, nobody, newKey()))).toMatchObject({
      code: 'colleague-unknown',
    });
    await second.port.assignComment(draft.draft, comment, { to: null }, newKey());
    const { value: closed } = await author.port.closeComment(draft.draft, comment, newKey());
    expect(closed.remarks).toMatchObject([{ assignee: null, closed: { by: '刘畅行' }, mayClose: false }]);
    expect((await second.port.draft(draft.draft)).checks).toContainEqual(
      expect.objectContaining({ check: 'remarks', state: 'met' }),
    );
    await author.port.withdrawDraft(draft.draft, newKey());
    await author.port.discardDraft(draft.draft, newKey());
  });

  it('are shared with colleagues, one of whom works on it at a time, and none of whom is then a second person', async () => {
    // given a draft nobody else sees, then shared
    const own = await change(author, await begin(author, 2), [TERM.replace('=3', '=5'), TERM.replace('=3', '=9')]);
    expect(await problemOf(second.port.draft(own.draft))).toMatchObject({ status: 404, code: 'draft-unknown' });
    expect(await problemOf(second.port.shareDraft(own.draft, { shared: true }, newKey()))).toMatchObject({
      status: 404,
    });
    const { value: shared } = await author.port.shareDraft(own.draft, { shared: true }, newKey());
    expect(shared).toMatchObject({ shared: true, pen: { mine: true, asked: null }, may: { edit: true } });
    expect((await second.port.drafts()).shared).toMatchObject([{ draft: own.draft, author: '刘畅行' }]);
    const seen = await second.port.draft(own.draft);
    expect(seen).toMatchObject({
      pen: { holder: '刘畅行', mine: false },
      may: { edit: false, ask: true, submit: false },
    });
    expect((await admin.port.draft(own.draft)).may).toMatchObject({ edit: false, ask: false, comment: true });
    // when the colleague saves or asks, it stays with who has it, who hears of it once
    const held = { status: 409, code: 'draft-held-by-other' };
    expect(await problemOf(change(second, seen))).toMatchObject(held);
    expect(await problemOf(second.port.passDraft(own.draft, newKey()))).toMatchObject(held);
    await second.port.askForDraft(own.draft, newKey());
    await second.port.askForDraft(own.draft, newKey());
    const told = async (who: Client, code: string) =>
      (await who.port.inbox()).filter(({ said }) => said.code === `notice.${code}`).length;
    expect(await told(author, 'draft-asked')).toBe(1);
    expect((await author.port.draft(own.draft)).pen).toMatchObject({ mine: true, asked: '何静' });
    await author.port.passDraft(own.draft, newKey());
    expect(await told(second, 'draft-passed')).toBe(1);
    // then the colleague changes it, and the author may again after ten minutes without a change
    const changed = await change(second, await second.port.draft(own.draft), [
      TERM.replace('=3', '=9'),
      TERM.replace('=3', '=6'),
    ]);
    expect(changed.pen).toMatchObject({ mine: true });
    expect(await problemOf(change(author, changed))).toMatchObject(held);
    const later = 'UPDATE procedure_draft SET edited_at = edited_at - 600000 WHERE id = ?';
    await served.heyi.ground.database.transaction((session) => session.run(later, [own.draft]));
    expect((await author.port.draft(own.draft)).pen).toMatchObject({ holder: null });
    const { value: again } = await author.port.askForDraft(own.draft, newKey());
    expect(again).toMatchObject({ pen: { mine: true }, may: { edit: true, submit: true } });
    // and who drew a part of it does not decide about it; who may, hears of it, and so does the author of the decision
    const waited = await told(admin, 'draft-waits');
    const asking = newKey();
    const submitting = () => author.port.submitDraft(own.draft, { revision: again.revision, ...SAID }, asking);
    const { hash } = (await submitting()).value;
    expect(await told(admin, 'draft-waits')).toBe(waited + 1);
    // asked again, as after a crash between what was recorded and who was told, it tells whom it had not told, and nobody twice
    await submitting();
    expect(await told(admin, 'draft-waits')).toBe(waited + 1);
    await served.heyi.ground.database.transaction((session) =>
      session.run("DELETE FROM letter WHERE code = 'draft-waits'", []),
    );
    await submitting();
    expect(await told(admin, 'draft-waits')).toBe(1);
    expect(await problemOf(second.port.approveDraft(own.draft, { hash: hash ?? '' }, newKey()))).toMatchObject({
      code: 'second-person-needed',
    });
    const returned = await told(author, 'draft-returned');
    await admin.port.returnDraft(
      own.draft,
      { hash: hash ?? '', comments: [{ element: null, text: '再改。' }] },
      newKey(),
    );
    expect(await told(author, 'draft-returned')).toBe(returned + 1);
    await author.port.shareDraft(own.draft, { shared: false }, newKey());
    expect(await problemOf(second.port.draft(own.draft))).toMatchObject({ code: 'draft-unknown' });
    await author.port.discardDraft(own.draft, newKey());
  });

  it('begin as a copy or an uploaded drawing under an id of their own', async () => {
    const copy = await begin(author, 2, 'copy');
    expect(copy).toMatchObject({ base: null, difference: null });
    expect(copy.procedure).not.toBe('first-vote');
    const named = { ...copy.about, name: { zh: '小区停车表决', en: 'Parking' } };
    const saved = await author.port.saveDraft(
      copy.draft,
      { revision: copy.revision, about: named, files: copy.files },
      newKey(),
    );
    const { hash } = (await submit(author, saved.value)).value;
    await second.port.approveDraft(copy.draft, { hash: hash ?? '' }, newKey());
    const offered = (await worker.port.procedures()).map(({ name, version }) => `${name} ${version}`);
    expect(offered).toContain('小区停车表决 1');
    const { value } = await worker.port.startMatter({ procedure: copy.procedure, variables: START }, newKey());
    expect((await worker.port.matter(value.matter)).procedure).toMatchObject({ name: '小区停车表决', version: 1 });

    const [model] = copy.files.filter(({ path }) => path.endsWith('.bpmn'));
    const upload = (text: string, path = 'mine.bpmn') =>
      author.port.beginDraft({ scope: STREET, from: null, file: { path, text } }, newKey());
    const { value: mine } = await upload(model?.text ?? '');
    expect(mine).toMatchObject({ base: null, main: 'mine.bpmn', name: { zh: '意见—表决—公示' } });
    expect(await problemOf(upload('not XML'))).toMatchObject({ status: 422, code: 'draft-unreadable' });
    expect(await problemOf(upload(model?.text ?? '', '../mine.bpmn'))).toMatchObject({ code: 'draft-file-name' });
    expect(await problemOf(upload(`${model?.text ?? ''}${' '.repeat(400_000)}`))).toMatchObject({
      code: 'draft-too-large',
    });
  });

  it('are retired: what they stood in for is offered again', async () => {
    expect(await problemOf(admin.port.retireProcedure('first-vote', { version: 1 }, newKey()))).toMatchObject({
      code: 'procedure-not-in-force',
    });
    await admin.port.retireProcedure('first-vote', { version: 2 }, newKey());
    const again = await start();
    expect(await versionOf(again.matter)).toMatchObject({ version: 1 });
    expect((await worker.port.procedurePage('first-vote')).version).toBe(1);
  });

  it('of the same drawing under other words each keep their matters: what was started on a version shows that one', async () => {
    // given a matter on version 2, and version 3 with the same files and another name
    const olds = await Promise.all(
      (await worker.port.matters()).map(async ({ matter }) => [matter, await versionOf(matter)] as const),
    );
    expect(new Set(olds.map(([, { version }]) => version))).toEqual(new Set([1, 2]));
    const draft = await begin(author, 2);
    const about = { ...draft.about, name: { zh: '邻里表决', en: 'Vote' } };
    const { value } = await author.port.saveDraft(draft.draft, { ...draft, about }, newKey());
    const { hash } = (await submit(author, value)).value;
    await second.port.approveDraft(draft.draft, { hash: hash ?? '' }, newKey());
    // when
    const now = await start();
    // then
    expect(await versionOf(now.matter)).toMatchObject({ version: 3, name: '邻里表决' });
    const page = await worker.port.procedurePage('first-vote');
    const [third, next] = page.versions;
    expect(third?.definition).toBe(next?.definition);
    expect(await Promise.all(olds.map(async ([matter]) => [matter, await versionOf(matter)]))).toEqual(olds);
    // and its record says so, whatever the row beside it says; it is executed again like any other
    await served.heyi.app
      .get(Database)
      .transaction((session) =>
        session.run(
          "UPDATE procedure_version SET about = REPLACE(about, '邻里表决', '改过的名字') WHERE version = 3",
          [],
        ),
      );
    expect(await versionOf(now.matter)).toMatchObject({ version: 3, name: '邻里表决' });
    const evidence = await worker.port.evidence(now.matter);
    if (!isEvidenceBundle(evidence)) throw new Error('no evidence');
    expect(await audit(evidence)).toMatchObject({ verdict: 'equal', differences: [] });
  });
});

async function staff({ heyi: { app } }: Served, account: string, name: string, role: 'street', scope: string) {
  const post = { place: '青禾街道办事处', role, scope, document: DOCUMENT } as const;
  await app.get(Accounts).create(account, DEMO_PASSWORD, await app.get(People).add({ name, ...post }));
}
