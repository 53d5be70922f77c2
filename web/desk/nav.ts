import type { Role } from '#web/port';
import type { LabelKey } from '#web/ui';

/** What a number beside a word counts. */
export type Counted = 'todo' | 'alarms' | 'inbox';
export interface NavItem {
  readonly to: string;
  readonly label: LabelKey;
  /** Who is offered it; anybody at the desk where it is left out. The server decides what they see there. */
  readonly roles?: readonly Role[];
  readonly count?: Counted;
  /** Further pages that are reached through it. */
  readonly also?: readonly string[];
}
export interface NavGroup {
  readonly label: LabelKey;
  readonly items: readonly NavItem[];
}

/** The pages of the desk in the order of the top bar; what is needed less often stands in groups that open. */
export const NAV: readonly (NavItem | NavGroup)[] = [
  // the other lists and the calendar of terms have their tabs on its page
  {
    to: '/tasks',
    label: 'desk.todo',
    count: 'todo',
    also: ['/done', '/started', '/copied', '/watched', '/terms'],
  },
  {
    to: '/matters',
    label: 'desk.matters',
    also: ['/notices', '/cosign', '/council', '/meeting', '/callback', '/roll', '/intake', '/archive'],
  },
  { to: '/start', label: 'desk.start' },
  { to: '/procedures', label: 'desk.procedures' },
  {
    to: '/overview',
    label: 'desk.overview',
    roles: ['worker', 'supervision', 'street', 'party', 'administrator', 'auditor'],
  },
  {
    label: 'desk.community',
    items: [
      { to: '/help', label: 'desk.help', roles: ['grid', 'worker'] },
      { to: '/letters', label: 'desk.letters', roles: ['worker'] },
      { to: '/people', label: 'desk.people' },
      { to: '/deputies', label: 'deputy.nav' },
      { to: '/organisation', label: 'desk.organisation', roles: ['administrator'] },
    ],
  },
  {
    label: 'desk.keeping',
    items: [
      { to: '/admin', label: 'desk.admin', count: 'alarms' },
      { to: '/accounts', label: 'desk.accounts' },
    ],
  },
  { to: '/inbox', label: 'desk.inbox', count: 'inbox' },
];

/** What somebody of these roles is offered; a group with nothing in it is left out. */
export function navFor(roles: readonly Role[]): readonly (NavItem | NavGroup)[] {
  const offered = (item: NavItem): boolean =>
    item.roles === undefined || item.roles.some((role) => roles.includes(role));
  return NAV.flatMap((entry): readonly (NavItem | NavGroup)[] => {
    if (!('items' in entry)) return offered(entry) ? [entry] : [];
    const items = entry.items.filter(offered);
    return items.length === 0 ? [] : [{ ...entry, items }];
  });
}
