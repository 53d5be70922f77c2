import { calendarRules } from '../calendar/index.js';
import type { CapabilityRules } from '../contract/index.js';
import { noticeRules } from '../notice/index.js';
import { notifyRules } from '../notify/index.js';
import { opinionsRules } from '../opinions/index.js';
import { peopleRules } from '../people/index.js';
import { pollRules } from '../poll/index.js';
import { rollRules } from '../roll/index.js';

/** Every set of rules there is: its deciders, jobs and acts. A new capability is a folder and one line here. */
export const capabilities: readonly CapabilityRules[] = [
  peopleRules,
  calendarRules,
  rollRules,
  opinionsRules,
  pollRules,
  noticeRules,
  notifyRules,
];
