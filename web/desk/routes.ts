import type { RouteRecordRaw } from 'vue-router';
import AdminPage from './pages/AdminPage.vue';
import HelpPage from './pages/HelpPage.vue';
import InboxPage from './pages/InboxPage.vue';
import InvitationPage from './pages/InvitationPage.vue';
import MattersPage from './pages/MattersPage.vue';
import StartPage from './pages/StartPage.vue';
import TasksPage from './pages/TasksPage.vue';

export const deskRoutes: RouteRecordRaw[] = [
  { path: '/', redirect: '/tasks' },
  { path: '/tasks', component: TasksPage, props: { list: 'todo', id: null } },
  { path: '/tasks/:id', component: TasksPage, props: (route) => ({ list: 'todo', id: String(route.params['id']) }) },
  { path: '/done', component: TasksPage, props: { list: 'done', id: null } },
  { path: '/matters', component: MattersPage },
  { path: '/start', component: StartPage },
  { path: '/help', component: HelpPage },
  { path: '/admin', component: AdminPage },
  { path: '/inbox', component: InboxPage },
  { path: '/invitation/:token', component: InvitationPage, props: true },
  { path: '/:elsewhere(.*)', redirect: '/tasks' },
];
