import type { Key } from './port.js';
import type { Audience, Route } from './routes.js';
import type {
  Answer,
  DifferencePage,
  DraftLists,
  DraftPage,
  DraftSaid,
  DraftText,
  Hash,
  Id,
  ProcedureCard,
  ProcedurePage,
  ReadView,
} from './views.js';

/** What a draft begins with: a published version to go on from or to copy, or a drawing of one's own. */
export interface DraftBeginning {
  readonly scope: string;
  readonly from: { readonly procedure: Id; readonly version: number; readonly as: 'version' | 'copy' } | null;
  readonly file: DraftText | null;
}
/** `revision`: the one the author saw. */
export interface DraftSaving {
  readonly revision: number;
  readonly about: DraftSaid;
  readonly files: readonly DraftText[];
}
/** What the author says with a submission: `seen` the differences, what becomes of `running` matters, and that the `document` it rests on is attached. */
export interface DraftSubmission {
  readonly revision: number;
  readonly seen: boolean;
  readonly running: 'stay' | 'move' | null;
  readonly document: boolean;
}
/** `element` null: about the whole. */
export interface DraftComment {
  readonly element: Id | null;
  readonly text: string;
}

/** A comment at any time; `to`: whose it is to see to it, one of the draft's colleagues. */
export interface DraftRemark extends DraftComment {
  readonly to: Id | null;
}

/**
 * Published procedures, and drafts on their way to be. Who draws is of the street; who lets it come into force is somebody else of the
 * street or an administrator. What another community has is `procedure-unknown` or `draft-unknown` 404.
 */
export interface ProcedurePort {
  /** GET /api/library: those in force, shipped ones first. */
  library(): Promise<readonly ProcedureCard[]>;
  /** GET /api/library/:procedure: its versions, newest first. */
  procedurePage(procedure: Id): Promise<ProcedurePage>;
  /** GET /api/library/:procedure/versions/:version: in words and as drawings. Problem `version-unknown` 404. */
  readProcedure(procedure: Id, version: number): Promise<ReadView>;
  /** GET /api/library/:procedure/differences/:from/:to: two versions compared, in words. */
  differences(procedure: Id, from: number, to: number): Promise<DifferencePage>;
  /** POST /api/library/:procedure/retirement `{version}`. Problem `procedure-not-in-force` 409. */
  retireProcedure(procedure: Id, body: { version: number }, key: Key): Promise<Answer<ProcedurePage>>;

  /** GET /api/drafts: the reader's own, and what waits for them. */
  drafts(): Promise<DraftLists>;
  /** POST /api/drafts `{scope, from, file}`. Problems: `drafts-full` 409; `draft-unreadable`, `draft-too-large` 422. */
  beginDraft(body: DraftBeginning, key: Key): Promise<Answer<DraftPage>>;
  /** GET /api/drafts/:draft */
  draft(draft: Id): Promise<DraftPage>;
  /** POST /api/drafts/:draft `{revision, about, files}`. Problems 409: `draft-stale` `{revision}`, nothing is overwritten; `draft-held-by-other`, `draft-submitted`, `draft-published`. */
  saveDraft(draft: Id, body: DraftSaving, key: Key): Promise<Answer<DraftPage>>;
  /** DELETE /api/drafts/:draft */
  discardDraft(draft: Id, key: Key): Promise<Answer<DraftLists>>;
  /** POST /api/drafts/:draft/submission `{revision, seen, running, document}`. Problems 409: `draft-stale`, `draft-incomplete`, `draft-has-errors`, `draft-against-law` `{errors, element, name}`, `draft-nobody-takes`, `draft-difference-unseen`, `draft-running-open`, `basis-file-missing`, `submission-open`, `procedure-moved-on`, `nothing-changes`. */
  submitDraft(draft: Id, body: DraftSubmission, key: Key): Promise<Answer<DraftPage>>;
  /** DELETE /api/drafts/:draft/submission: back to be worked on. */
  withdrawDraft(draft: Id, key: Key): Promise<Answer<DraftPage>>;
  /** POST /api/drafts/:draft/approval `{hash}`: publishes exactly what was looked at. Problems 409: `second-person-needed`, `submission-changed`, `submission-over`. */
  approveDraft(draft: Id, body: { hash: Hash }, key: Key): Promise<Answer<DraftLists>>;
  /** POST /api/drafts/:draft/sharing `{shared}`: with the colleagues of its place, by its author. */
  shareDraft(draft: Id, body: { shared: boolean }, key: Key): Promise<Answer<DraftPage>>;
  /** POST /api/drafts/:draft/editing: takes the pen of a shared draft where it is free, else asks for it. */
  askForDraft(draft: Id, key: Key): Promise<Answer<DraftPage>>;
  /** DELETE /api/drafts/:draft/editing: passes it on to whoever asked, else lays it down. Problem `draft-held-by-other` 409. */
  passDraft(draft: Id, key: Key): Promise<Answer<DraftPage>>;
  /** POST /api/drafts/:draft/comments `{element, text, to}`: by anybody who may see the draft. Problems: `draft-published`, `comments-full` 409; `text-empty` 422. */
  commentDraft(draft: Id, body: DraftRemark, key: Key): Promise<Answer<DraftPage>>;
  /** POST /api/drafts/:draft/comments/:comment `{to}`: gives it to somebody else, null to nobody. Problem `comment-unknown` 404. */
  assignComment(draft: Id, comment: Id, body: { to: Id | null }, key: Key): Promise<Answer<DraftPage>>;
  /** DELETE /api/drafts/:draft/comments/:comment: closed, by who wrote it, whom it was given to or the draft's author; else `comment-not-yours` 403. */
  closeComment(draft: Id, comment: Id, key: Key): Promise<Answer<DraftPage>>;
  /** POST /api/drafts/:draft/return `{hash, comments}`: each on an element or on the whole; texts are sealed at the rim. */
  returnDraft(
    draft: Id,
    body: { hash: Hash; comments: readonly DraftComment[] },
    key: Key,
  ): Promise<Answer<DraftLists>>;
}

const AUTHORS = ['street'] as const;
const APPROVERS = ['street', 'administrator'] as const;
const LIBRARY = '/api/library';
const DRAFTS = '/api/drafts';

export const procedureRoutes = (signedIn: Audience): Readonly<Record<keyof ProcedurePort, Route>> => ({
  library: { method: 'GET', path: LIBRARY, audience: signedIn },
  procedurePage: { method: 'GET', path: `${LIBRARY}/:procedure`, audience: signedIn },
  readProcedure: { method: 'GET', path: `${LIBRARY}/:procedure/versions/:version`, audience: signedIn },
  differences: { method: 'GET', path: `${LIBRARY}/:procedure/differences/:from/:to`, audience: signedIn },
  retireProcedure: { method: 'POST', path: `${LIBRARY}/:procedure/retirement`, audience: APPROVERS },
  drafts: { method: 'GET', path: DRAFTS, audience: APPROVERS },
  beginDraft: { method: 'POST', path: DRAFTS, audience: AUTHORS },
  draft: { method: 'GET', path: `${DRAFTS}/:draft`, audience: APPROVERS },
  saveDraft: { method: 'POST', path: `${DRAFTS}/:draft`, audience: AUTHORS },
  discardDraft: { method: 'DELETE', path: `${DRAFTS}/:draft`, audience: AUTHORS },
  submitDraft: { method: 'POST', path: `${DRAFTS}/:draft/submission`, audience: AUTHORS },
  withdrawDraft: { method: 'DELETE', path: `${DRAFTS}/:draft/submission`, audience: AUTHORS },
  approveDraft: { method: 'POST', path: `${DRAFTS}/:draft/approval`, audience: APPROVERS },
  shareDraft: { method: 'POST', path: `${DRAFTS}/:draft/sharing`, audience: AUTHORS },
  askForDraft: { method: 'POST', path: `${DRAFTS}/:draft/editing`, audience: AUTHORS },
  passDraft: { method: 'DELETE', path: `${DRAFTS}/:draft/editing`, audience: AUTHORS },
  commentDraft: { method: 'POST', path: `${DRAFTS}/:draft/comments`, audience: APPROVERS },
  assignComment: { method: 'POST', path: `${DRAFTS}/:draft/comments/:comment`, audience: APPROVERS },
  closeComment: { method: 'DELETE', path: `${DRAFTS}/:draft/comments/:comment`, audience: APPROVERS },
  returnDraft: { method: 'POST', path: `${DRAFTS}/:draft/return`, audience: APPROVERS },
});

interface Calls {
  read<T>(name: keyof ProcedurePort, parts: readonly string[]): Promise<T>;
  change<T>(name: keyof ProcedurePort, parts: readonly string[], body: unknown, key: Key): Promise<T>;
}

export function procedureCalls({ read, change }: Calls): ProcedurePort {
  return {
    library: () => read('library', []),
    procedurePage: (procedure) => read('procedurePage', [procedure]),
    readProcedure: (procedure, version) => read('readProcedure', [procedure, String(version)]),
    differences: (procedure, from, to) => read('differences', [procedure, String(from), String(to)]),
    retireProcedure: (procedure, body, key) => change('retireProcedure', [procedure], body, key),
    drafts: () => read('drafts', []),
    beginDraft: (body, key) => change('beginDraft', [], body, key),
    draft: (draft) => read('draft', [draft]),
    saveDraft: (draft, body, key) => change('saveDraft', [draft], body, key),
    discardDraft: (draft, key) => change('discardDraft', [draft], undefined, key),
    submitDraft: (draft, body, key) => change('submitDraft', [draft], body, key),
    withdrawDraft: (draft, key) => change('withdrawDraft', [draft], undefined, key),
    approveDraft: (draft, body, key) => change('approveDraft', [draft], body, key),
    shareDraft: (draft, body, key) => change('shareDraft', [draft], body, key),
    askForDraft: (draft, key) => change('askForDraft', [draft], undefined, key),
    passDraft: (draft, key) => change('passDraft', [draft], undefined, key),
    commentDraft: (draft, body, key) => change('commentDraft', [draft], body, key),
    assignComment: (draft, comment, body, key) => change('assignComment', [draft, comment], body, key),
    closeComment: (draft, comment, key) => change('closeComment', [draft, comment], undefined, key),
    returnDraft: (draft, body, key) => change('returnDraft', [draft], body, key),
  };
}
