import './old-browsers.js';
import { createApp } from 'vue';
import { createRouter, createWebHashHistory } from 'vue-router';
import { createHttpPort, newKey } from '#web/port';
import { createShell, firstLanguage, followLanguage, startShell } from '#web/ui';
import { installElder } from './elder.js';
import ResidentApp from './ResidentApp.vue';
import { residentRoutes } from './routes.js';
import { followTheme } from './theme.js';

const language = firstLanguage(localStorage);
const shell = createShell({
  port: createHttpPort({ language: () => language.value }),
  newKey,
  language,
  storage: localStorage,
});
const app = createApp(ResidentApp);
const router = createRouter({
  history: createWebHashHistory(),
  routes: residentRoutes,
  scrollBehavior: () => ({ top: 0 }),
});
app.use(router);
followLanguage(shell, localStorage, () => shell.t('title.resident'));
followTheme(router, installElder(app, localStorage));
startShell(app, shell, '#app');
