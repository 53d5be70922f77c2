import type { RouteRecordRaw } from 'vue-router';
import ListPage from './pages/ListPage.vue';
import QuestionsPage from './pages/QuestionsPage.vue';
import TracePage from './pages/TracePage.vue';

export const traceRoutes: RouteRecordRaw[] = [
  { path: '/', component: ListPage },
  { path: '/questions', component: QuestionsPage },
  { path: '/matters/:id', component: TracePage, props: true },
  { path: '/:elsewhere(.*)', redirect: '/' },
];
