import type { RouteRecordRaw } from 'vue-router';
import BallotsPage from './pages/BallotsPage.vue';
import EntityPage from './pages/EntityPage.vue';
import EnrolPage from './pages/EnrolPage.vue';
import HomePage from './pages/HomePage.vue';
import InboxPage from './pages/InboxPage.vue';
import MatterPage from './pages/MatterPage.vue';
import MePage from './pages/MePage.vue';
import NoticePage from './pages/NoticePage.vue';
import OpinionPage from './pages/OpinionPage.vue';
import PasswordPage from './pages/PasswordPage.vue';
import PollPage from './pages/PollPage.vue';
import ProposePage from './pages/ProposePage.vue';
import SheetPage from './pages/SheetPage.vue';
import TaskPage from './pages/TaskPage.vue';

/** All of the resident's pages are in one file: they are small, and a phone that lost the net can still open them. */
export const residentRoutes: RouteRecordRaw[] = [
  { path: '/', component: HomePage },
  { path: '/matters/:id', component: MatterPage, props: true },
  { path: '/matters/:id/print', component: SheetPage, props: true },
  { path: '/opinions/:id', component: OpinionPage, props: true },
  { path: '/polls/:id', component: PollPage, props: true },
  { path: '/notices/:id', component: NoticePage, props: true },
  {
    path: '/:kind(cosign|council|meeting|callback|roll|intake|archive)/:id',
    component: EntityPage,
    props: true,
  },
  { path: '/tasks/:id', component: TaskPage, props: true },
  { path: '/propose', component: ProposePage },
  { path: '/inbox', component: InboxPage },
  { path: '/me', component: MePage },
  { path: '/ballots', component: BallotsPage },
  { path: '/enrol/:code?', component: EnrolPage, props: true },
  { path: '/password', component: PasswordPage },
  { path: '/:elsewhere(.*)', redirect: '/' },
];
