import type { ZH_CHANGES } from './zh-changes.js';

export const EN_CHANGES: Readonly<Record<keyof typeof ZH_CHANGES, string>> = {
  'change.open': 'Adjust its steps',
  'change.title': 'Adjust its steps',
  'change.titleVersion': 'Adjust its steps and version',
  'change.over': 'No step is going on, so there is nothing to move',
  'change.move': 'Move to another step',
  'change.moveHint':
    'For a step taken by mistake or left out. Sending back, handing on or adding somebody is done on the page of the task.',
  'change.moveWarns': 'A step that is ended is over; the reason and who did it stay in the record.',
  'change.moveGo': 'Move it as said above',
  'change.end': 'Away from which step',
  'change.begin': 'On to which step',
  'change.none': 'End it only, begin nothing else',
  'change.option': '{name} ({state})',
  'change.effects': 'What would happen',
  'change.nothingYet': 'It stands here once something is chosen.',
  'change.choose': 'Choose a step first',
  'change.writeReason': 'Give the reason first',
  'change.reason': 'Reason',
  'change.reasonHint': 'Say on what grounds; all staff who see this matter can read it.',
  'change.notDone': 'Not moved',
  'change.noPreview': 'What would happen could not be worked out',
  'change.version': 'Go on in the new version',
  'change.versionHint':
    'This matter follows version {now}; version {next} is published now. What is done stays as it is, what is not done follows the new version.',
  'change.versionGo': 'Go on in version {n}',
  'change.newest': 'This matter follows version {n}, which is the published one.',
};
