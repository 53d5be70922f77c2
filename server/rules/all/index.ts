import { archiveRules } from '../archive/index.js';
import { calendarRules } from '../calendar/index.js';
import { callbackRules } from '../callback/index.js';
import type { CapabilityRules } from '../contract/index.js';
import { lettersRules } from '../letters/index.js';
import { meetingRules } from '../meeting/index.js';
import { cosignRules } from '../cosign/index.js';
import { councilRules } from '../council/index.js';
import { intakeRules } from '../intake/index.js';
import { noticeRules } from '../notice/index.js';
import { notifyRules } from '../notify/index.js';
import { opinionsRules } from '../opinions/index.js';
import { peopleRules } from '../people/index.js';
import { pollRules } from '../poll/index.js';
import { procedureRules } from '../procedure/index.js';
import { registerRules } from '../register/index.js';
import { rollRules } from '../roll/index.js';
import { settingsRules } from '../settings/index.js';

/** Every set of rules there is: its deciders, jobs and acts. A new capability is a folder and one line here. */
export const capabilities: readonly CapabilityRules[] = [
  peopleRules,
  registerRules,
  calendarRules,
  procedureRules,
  rollRules,
  intakeRules,
  cosignRules,
  councilRules,
  opinionsRules,
  meetingRules,
  pollRules,
  noticeRules,
  callbackRules,
  lettersRules,
  notifyRules,
  archiveRules,
  settingsRules,
];
