import type { RouteRecordRaw } from 'vue-router';
import ListPage from './pages/ListPage.vue';
import TracePage from './pages/TracePage.vue';

export const traceRoutes: RouteRecordRaw[] = [
  { path: '/', component: ListPage },
  { path: '/matters/:id', component: TracePage, props: true },
  { path: '/:elsewhere(.*)', redirect: '/' },
];
