import type { AdministrationPort } from '../administration.js';
import type { AccountPort } from '../accounts.js';
import type { OrganisationPort } from '../organisation.js';
import type { BoardPort } from '../board.js';
import type { DeputyPort } from '../deputies.js';
import type { OverviewPort } from '../overview.js';
import type { RegisterPort } from '../register.js';
import type { Stage } from './stage.js';

type Calls = AccountPort & AdministrationPort & BoardPort & DeputyPort & OrganisationPort & OverviewPort & RegisterPort;

/** A world has its people and keeps nobody's data: accounts are made, secured and erased on a server only. */
export function serverCalls(stage: Stage): Calls {
  const onlyOnAServer = (): Promise<never> => Promise.reject(stage.problem('only-on-a-server', 409));
  const calls: Calls = {
    secondFactor: () => Promise.reject<never>(stage.problem('sign-in-step-over', 401)),
    lookAtInvitation: () => Promise.reject<never>(stage.problem('invitation-invalid', 404)),
    enrolHousehold: () => Promise.reject<never>(stage.problem('household-code-wrong', 404)),
    sendPhoneCode: () => Promise.reject<never>(stage.problem('sms-not-available', 409)),
    enrol: onlyOnAServer,
    resetPassword: onlyOnAServer,
    sessions: () => Promise.resolve({ browsers: stage.reader === null ? 0 : 1 }),
    signOutOthers: async () => ({ settled: true, value: await calls.sessions() }),
    factor: () => Promise.resolve({ set: false, needed: false, demo: true }),
    beginFactor: onlyOnAServer,
    confirmFactor: onlyOnAServer,
    myData: onlyOnAServer,
    known: () => Promise.resolve(stage.known()),
    whoLooked: () => Promise.resolve([]),
    enrolments: () => Promise.resolve([]),
    decideEnrolment: () => Promise.reject<never>(stage.problem('enrolment-unknown', 404)),
    printCodes: onlyOnAServer,
    accounts: () => Promise.resolve([]),
    invite: onlyOnAServer,
    resetLink: onlyOnAServer,
    removeFactor: onlyOnAServer,
    erasePerson: onlyOnAServer,
    accessLog: () => Promise.resolve([]),
    organisation: () => Promise.resolve({ units: [], bodies: [], posts: [], coming: [], vacancies: [] }),
    foundUnits: onlyOnAServer,
    renameUnit: onlyOnAServer,
    closeUnit: onlyOnAServer,
    establishBodies: onlyOnAServer,
    amendBody: onlyOnAServer,
    dissolveBody: onlyOnAServer,
    appoint: onlyOnAServer,
    prolong: onlyOnAServer,
    replaceHolder: onlyOnAServer,
    dismiss: onlyOnAServer,
    deputies: onlyOnAServer,
    nameDeputy: onlyOnAServer,
    endDeputy: onlyOnAServer,
    board: onlyOnAServer,
    overview: onlyOnAServer,
    overviewSteps: onlyOnAServer,
    overviewLines: onlyOnAServer,
    overviewLinesFile: onlyOnAServer,
    overviewFile: onlyOnAServer,
    stuck: () => Promise.resolve([]),
    settings: onlyOnAServer,
    changeSettings: onlyOnAServer,
    tryAgain: onlyOnAServer,
    register: onlyOnAServer,
    importRoster: onlyOnAServer,
    rosterImport: onlyOnAServer,
    decideImport: onlyOnAServer,
    exportRoster: onlyOnAServer,
    letters: () => Promise.resolve([]),
    deliverLetter: () => Promise.reject<never>(stage.problem('letter-unknown', 404)),
  };
  return calls;
}
