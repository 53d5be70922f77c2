import './old-browsers.js';
import { createApp } from 'vue';
import { createRouter, createWebHashHistory } from 'vue-router';
import { createHttpPort, newKey } from '#web/port';
import { createShell, firstLanguage, followLanguage, followTheme, startShell, RESIDENT_WORDS } from '#web/ui';
import { installElder } from './elder.js';
import ResidentApp from './ResidentApp.vue';
import { residentRoutes } from './routes.js';

/** Votes, receipts and what is printed stay paper. */
const PAPER = /^\/polls\/|\/print$/;

const language = firstLanguage(localStorage);
const shell = createShell({
  port: createHttpPort({ language: () => language.value }),
  newKey,
  language,
  words: RESIDENT_WORDS,
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
const size = installElder(app, localStorage);
// ink on white where paper is meant, and in 长辈版
followTheme(localStorage, () => size.value !== 'off' || PAPER.test(router.currentRoute.value.path));
startShell(app, shell, '#app');
