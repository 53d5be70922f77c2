import type { ZH_CHANGES } from './zh-changes.js';

export const EN_CHANGES: Readonly<Record<keyof typeof ZH_CHANGES, string>> = {
  'change.open': 'Move it, change its version',
  'change.back': 'Back to the matter',
  'change.title': 'Move it, change its version',
  'change.over': 'No step is going on, so there is nothing to move',
  'change.move': 'Move to another step',
  'change.moveHint':
    'For a step taken by mistake or left out. Choose, see what would happen, give the reason; the reason and who did it stay in the record.',
  'change.moveGo': 'Move it as said above',
  'change.end': 'End what is going on',
  'change.begin': 'Step to begin',
  'change.none': 'Begin nothing else',
  'change.option': '{name} ({state})',
  'change.effects': 'What would happen',
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
