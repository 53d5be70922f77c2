import type { ZH_REMINDERS } from './zh-reminders.js';

export const EN_REMINDERS: Readonly<Record<keyof typeof ZH_REMINDERS, string>> = {
  'home.followed': 'Matters I follow',
  'home.noneFollowed': 'You follow nothing yet. Open a matter and press “Follow” to hear once a day how it goes on.',
  'home.seeMatters': 'See the matters of the community',
  'home.matters': 'Matters of the community',
  'home.noMatters': 'There are no matters yet.',
  'follow.on': 'Follow',
  'follow.off': 'Stop following',
  'follow.hint': 'You hear once a day when it moves on.',
  'follow.followed': 'You follow this. When it moves on you hear of it once a day, at {hour}:00.',
  'follow.failed': 'This did not work',
  'reminders.title': 'Reminders',
  'reminders.where': 'Your reminders were not fetched',
  'reminders.lead':
    'What asks for you comes at once; in your quiet hours it waits until they are over. Matters you follow come once a day.',
  'reminders.digest': 'Daily digest at',
  'reminders.quietFrom': 'Quiet from',
  'reminders.quietTo': 'Quiet until',
  'reminders.none': 'With the same time in both there are no quiet hours.',
  'reminders.hour': '{hour}:00',
  'reminders.save': 'Save reminders',
  'reminders.saved': 'Saved.',
  'reminders.notSaved': 'Not saved',
};
