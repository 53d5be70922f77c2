import type { RouteRecordRaw } from 'vue-router';
import { LIST_PATHS, LISTS } from './lists/rows.js';
import AccountsPage from './pages/AccountsPage.vue';
import AdminPage from './pages/AdminPage.vue';
import BoardPage from './pages/BoardPage.vue';
import ChangePage from './pages/ChangePage.vue';
import DeputiesPage from './pages/DeputiesPage.vue';
import DraftPage from './pages/DraftPage.vue';
import EntityPage from './pages/EntityPage.vue';
import HelpPage from './pages/HelpPage.vue';
import InboxPage from './pages/InboxPage.vue';
import InvitationPage from './pages/InvitationPage.vue';
import LettersPage from './pages/LettersPage.vue';
import MatterPage from './pages/MatterPage.vue';
import MattersPage from './pages/MattersPage.vue';
import NoticePage from './pages/NoticePage.vue';
import NoticePrintPage from './pages/NoticePrintPage.vue';
import OrganisationPage from './pages/OrganisationPage.vue';
import OverviewListPage from './pages/OverviewListPage.vue';
import OverviewPage from './pages/OverviewPage.vue';
import StepsPage from './pages/StepsPage.vue';
import PeoplePage from './pages/PeoplePage.vue';
import ProcedurePage from './pages/ProcedurePage.vue';
import ProceduresPage from './pages/ProceduresPage.vue';
import SheetPage from './pages/SheetPage.vue';
import StartPage from './pages/StartPage.vue';
import TasksPage from './pages/TasksPage.vue';
import TermsPage from './pages/TermsPage.vue';

export const deskRoutes: RouteRecordRaw[] = [
  { path: '/', redirect: '/tasks' },
  ...LISTS.flatMap((list): RouteRecordRaw[] => [
    { path: LIST_PATHS[list], component: TasksPage, props: { list, id: null } },
    {
      path: `${LIST_PATHS[list]}/:id`,
      component: TasksPage,
      props: (route) => ({ list, id: String(route.params['id']) }),
    },
  ]),
  { path: '/terms', component: TermsPage },
  { path: '/matters', component: MattersPage },
  { path: '/matters/:id', component: MatterPage, props: true },
  { path: '/matters/:id/change', component: ChangePage, props: true },
  { path: '/matters/:id/print', component: SheetPage, props: true },
  { path: '/notices/:id', component: NoticePage, props: true },
  { path: '/notices/:id/print', component: NoticePrintPage, props: true },
  {
    path: '/:kind(cosign|council|meeting|callback|roll|intake|archive)/:id',
    component: EntityPage,
    props: true,
  },
  { path: '/start', component: StartPage },
  { path: '/procedures', component: ProceduresPage },
  { path: '/procedures/drafts/:draft', component: DraftPage, props: true },
  { path: '/procedures/:id', component: ProcedurePage, props: true },
  { path: '/help', component: HelpPage },
  { path: '/letters', component: LettersPage },
  { path: '/people', component: PeoplePage },
  { path: '/deputies', component: DeputiesPage },
  { path: '/organisation', component: OrganisationPage, props: { path: null } },
  {
    path: '/organisation/:path(.+)',
    component: OrganisationPage,
    props: (route) => ({ path: String(route.params['path']) }),
  },
  { path: '/board', component: BoardPage },
  { path: '/overview', component: OverviewPage },
  { path: '/overview/list', component: OverviewListPage },
  { path: '/overview/steps', component: StepsPage },
  { path: '/admin', component: AdminPage },
  { path: '/accounts', component: AccountsPage },
  { path: '/inbox', component: InboxPage },
  { path: '/invitation/:token', component: InvitationPage, props: true },
  { path: '/:elsewhere(.*)', redirect: '/tasks' },
];
