import type { ZH_PROGRESS } from './zh-progress.js';

export const EN_PROGRESS: Readonly<Record<keyof typeof ZH_PROGRESS, string>> = {
  'sheet.title': 'Progress of a matter',
  'sheet.print': 'Print its progress',
  'sheet.go': 'Print',
  'sheet.asOf': 'As of {when}',
  'sheet.since': 'since {when}',
  'sheet.next': 'these steps may come; their dates follow once the steps before them are done.',
  'sheet.scan': 'Scan for the latest progress',
  'sheet.ask': 'Questions: {phone}',
};
