import { createApp } from 'vue';
import { createRouter, createWebHashHistory } from 'vue-router';
import { createHttpPort, newKey } from '#web/port';
import { createShell, firstLanguage, followLanguage, startShell } from '#web/ui';
import DeskApp from './DeskApp.vue';
import { deskRoutes } from './routes.js';

const language = firstLanguage(localStorage);
const shell = createShell({
  port: createHttpPort({ language: () => language.value }),
  newKey,
  language,
  storage: null,
});
const app = createApp(DeskApp);
app.use(createRouter({ history: createWebHashHistory(), routes: deskRoutes }));
followLanguage(shell, localStorage, () => shell.t('title.desk'));
startShell(app, shell, '#app');
