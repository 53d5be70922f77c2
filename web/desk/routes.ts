import type { RouteRecordRaw } from 'vue-router';
import AccountsPage from './pages/AccountsPage.vue';
import AdminPage from './pages/AdminPage.vue';
import BoardPage from './pages/BoardPage.vue';
import ChangePage from './pages/ChangePage.vue';
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
import PeoplePage from './pages/PeoplePage.vue';
import StartPage from './pages/StartPage.vue';
import TasksPage from './pages/TasksPage.vue';

export const deskRoutes: RouteRecordRaw[] = [
  { path: '/', redirect: '/tasks' },
  { path: '/tasks', component: TasksPage, props: { list: 'todo', id: null } },
  { path: '/tasks/:id', component: TasksPage, props: (route) => ({ list: 'todo', id: String(route.params['id']) }) },
  { path: '/done', component: TasksPage, props: { list: 'done', id: null } },
  { path: '/matters', component: MattersPage },
  { path: '/matters/:id', component: MatterPage, props: true },
  { path: '/matters/:id/change', component: ChangePage, props: true },
  { path: '/notices/:id', component: NoticePage, props: true },
  { path: '/notices/:id/print', component: NoticePrintPage, props: true },
  {
    path: '/:kind(cosign|council|meeting|callback|roll|intake|archive)/:id',
    component: EntityPage,
    props: true,
  },
  { path: '/start', component: StartPage },
  { path: '/help', component: HelpPage },
  { path: '/letters', component: LettersPage },
  { path: '/people', component: PeoplePage },
  { path: '/organisation', component: OrganisationPage, props: { path: null } },
  {
    path: '/organisation/:path(.+)',
    component: OrganisationPage,
    props: (route) => ({ path: String(route.params['path']) }),
  },
  { path: '/board', component: BoardPage },
  { path: '/overview', component: OverviewPage },
  { path: '/overview/list', component: OverviewListPage },
  { path: '/admin', component: AdminPage },
  { path: '/accounts', component: AccountsPage },
  { path: '/inbox', component: InboxPage },
  { path: '/invitation/:token', component: InvitationPage, props: true },
  { path: '/:elsewhere(.*)', redirect: '/tasks' },
];
