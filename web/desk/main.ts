import { createApp } from 'vue';
import { createRouter, createWebHashHistory } from 'vue-router';
import { createHttpPort, newKey } from '#web/port';
import { createShell, firstLanguage, followLanguage, followTheme, startShell, STAFF_WORDS } from '#web/ui';
import DeskApp from './DeskApp.vue';
import { deskRoutes } from './routes.js';

const language = firstLanguage(localStorage);
const shell = createShell({
  port: createHttpPort({ language: () => language.value }),
  newKey,
  language,
  words: STAFF_WORDS,
  storage: null,
  resumes: true,
});
const app = createApp(DeskApp);
app.use(createRouter({ history: createWebHashHistory(), routes: deskRoutes }));
followTheme(localStorage);
followLanguage(shell, localStorage, () => shell.t('title.desk'));
startShell(app, shell, '#app');
