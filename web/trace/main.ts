import { createApp } from 'vue';
import { createRouter, createWebHashHistory } from 'vue-router';
import { createHttpPort, newKey } from '#web/port';
import { createShell, firstLanguage, followLanguage, followTheme, startShell, STAFF_WORDS } from '#web/ui';
import TraceApp from './TraceApp.vue';
import { traceRoutes } from './routes.js';

const language = firstLanguage(localStorage);
const shell = createShell({
  port: createHttpPort({ language: () => language.value }),
  newKey,
  language,
  words: STAFF_WORDS,
  storage: null,
});
const app = createApp(TraceApp);
app.use(createRouter({ history: createWebHashHistory(), routes: traceRoutes }));
followTheme(localStorage);
followLanguage(shell, localStorage, () => shell.t('title.trace'));
startShell(app, shell, '#app');
