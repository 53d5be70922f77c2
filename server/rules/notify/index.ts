import type { Decider } from '#engine';
import type { CapabilityRules } from '../contract/index.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { sendJob } from './jobs.js';
import { NO_NOTIFICATION, type NotificationState, type Send, type Sent } from './types.js';

export const notificationDecider: Decider<NotificationState, Send, Sent> = {
  kind: 'notification',
  stateVersion: 2,
  initial: () => NO_NOTIFICATION,
  decide,
  evolve,
};

export const notifyRules: CapabilityRules = { name: 'notify', deciders: [notificationDecider], jobs: [sendJob] };

export { notificationView } from './views.js';
export { MAX_PEOPLE, NO_NOTIFICATION } from './types.js';
export type { Audience, NotificationState, Send, Sent } from './types.js';
