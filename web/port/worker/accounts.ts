import type { AccountPort } from '../accounts.js';
import type { OrganisationPort } from '../organisation.js';
import type { RegisterPort } from '../register.js';
import { WorldReminders } from './reminders.js';

/** A world has its people and keeps nobody's data: accounts are made, secured and erased on a server only. */
export class WorldAccounts extends WorldReminders implements AccountPort, OrganisationPort, RegisterPort {
  #onlyOnAServer(): Promise<never> {
    return Promise.reject(this.stage.problem('only-on-a-server', 409));
  }

  secondFactor = () => Promise.reject<never>(this.stage.problem('sign-in-step-over', 401));
  lookAtInvitation = () => Promise.reject<never>(this.stage.problem('invitation-invalid', 404));
  enrolHousehold = () => Promise.reject<never>(this.stage.problem('household-code-wrong', 404));
  sendPhoneCode = () => Promise.reject<never>(this.stage.problem('sms-not-available', 409));
  enrol = () => this.#onlyOnAServer();
  resetPassword = () => this.#onlyOnAServer();
  sessions = () => Promise.resolve({ browsers: this.stage.reader === null ? 0 : 1 });
  signOutOthers = async () => ({ settled: true, value: await this.sessions() });
  factor = () => Promise.resolve({ set: false, needed: false, demo: true });
  beginFactor = () => this.#onlyOnAServer();
  confirmFactor = () => this.#onlyOnAServer();
  myData = () => this.#onlyOnAServer();
  known = () => Promise.resolve(this.stage.known());
  whoLooked = () => Promise.resolve([]);
  enrolments = () => Promise.resolve([]);
  decideEnrolment = () => Promise.reject<never>(this.stage.problem('enrolment-unknown', 404));
  printCodes = () => this.#onlyOnAServer();
  accounts = () => Promise.resolve([]);
  invite = () => this.#onlyOnAServer();
  resetLink = () => this.#onlyOnAServer();
  removeFactor = () => this.#onlyOnAServer();
  erasePerson = () => this.#onlyOnAServer();
  accessLog = () => Promise.resolve([]);
  organisation = () => Promise.resolve({ units: [], bodies: [], posts: [], coming: [], vacancies: [] });
  foundUnits = () => this.#onlyOnAServer();
  renameUnit = () => this.#onlyOnAServer();
  closeUnit = () => this.#onlyOnAServer();
  establishBodies = () => this.#onlyOnAServer();
  amendBody = () => this.#onlyOnAServer();
  dissolveBody = () => this.#onlyOnAServer();
  appoint = () => this.#onlyOnAServer();
  prolong = () => this.#onlyOnAServer();
  replaceHolder = () => this.#onlyOnAServer();
  dismiss = () => this.#onlyOnAServer();
  register = () => this.#onlyOnAServer();
  importRoster = () => this.#onlyOnAServer();
  rosterImport = () => this.#onlyOnAServer();
  decideImport = () => this.#onlyOnAServer();
  exportRoster = () => this.#onlyOnAServer();
  letters = () => Promise.resolve([]);
  deliverLetter = () => Promise.reject<never>(this.stage.problem('letter-unknown', 404));
}
