import type { Port } from '../port.js';
import { serverCalls } from './accounts.js';
import { actCalls } from './acts.js';
import { administrationCalls } from './administration.js';
import { worldClosings } from './closings.js';
import { helpWorldCalls } from './help.js';
import { inboxCalls } from './inbox.js';
import { listCalls } from './lists.js';
import { libraryCalls } from './library.js';
import { matterCalls } from './matters.js';
import { worldReminders } from './reminders.js';
import { recallWorldCalls } from './recall.js';
import { residentCalls } from './residents.js';
import { seatActCalls } from './seats.js';
import { sessionCalls } from './session.js';
import type { Stage } from './stage.js';
import { taskCalls } from './tasks.js';
import { tracingCalls } from './tracing.js';

/** The port of the pages over a world in memory: the views of `server/pages`, the acts of the stage. */
export function worldPort(stage: Stage): Port {
  const reminders = worldReminders(stage);
  return {
    ...serverCalls(stage),
    ...reminders.calls,
    ...sessionCalls(stage),
    ...residentCalls(stage),
    ...matterCalls(stage),
    ...actCalls(stage),
    ...taskCalls(stage),
    ...listCalls(stage),
    ...seatActCalls(stage),
    ...recallWorldCalls(stage),
    ...administrationCalls(stage),
    ...worldClosings(stage),
    ...helpWorldCalls(stage),
    ...inboxCalls(stage, reminders),
    ...libraryCalls(stage),
    ...tracingCalls(stage),
  };
}
