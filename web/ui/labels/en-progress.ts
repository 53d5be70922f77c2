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
  'topic.see': 'Read topic and material',
  'topic.title': 'What it is about',
  'topic.material': 'Material, {n} {n|file|files}',
  'topic.aloud': 'Read topic and material aloud',
  'topic.kind.photo': 'photo',
  'topic.kind.paper': 'paper',
  'topic.kind.text': 'text',
  'topic.kind.table': 'table',
  'form.shown': 'Everybody can read these once they are sent; please write nothing personal about others: ',
  'result.base.electorate': 'on the roll',
  'result.base.attending': 'attending',
  'result.base.participating': 'taking part',
  'result.base.cast': 'ballots',
  'result.quorum':
    'Taking part: {of} {base} {total}, taking part {value} ({exact}); it takes {rule}, that is {least} or more.',
  'result.threshold': 'For: {of} {base} {total}, for {value} ({exact}); it takes {rule}, that is {least} or more.',
  'result.met': 'Reached',
  'result.short': 'Not reached, {n} missing',
  'result.after': 'What comes next',
  'result.shown': 'The result is on show. Objections may be made until {when}.',
  'result.ended': 'The matter has ended: {outcome}',
  'unsent.act': 'Not sent',
  'unsent.complete': 'What was filled in',
  'unsent.startMatter': 'Topic',
  'unsent.ballot':
    'This ballot was not sent, or its receipt did not come. What you chose is not kept on the phone: please look, and cast again if it is not in the box.',
  'unsent.openPoll': 'Open the vote',
  'unsent.forget': 'Do not send, remove it',
  'unsent.stays':
    '{n} {n|act is|acts are} not sent. They stay on this phone when you sign out, and nobody else who signs in sees them; send or remove them first if they should not stay.',
  'form.photoAgain':
    'There is no network, and photos are not kept on the phone. Words are; choose the photos again later, or send without them.',
};
