import './old-browsers.js';
import { createApp } from 'vue';
import { createRouter, createWebHashHistory } from 'vue-router';
import { createHttpPort, newKey } from '#web/port';
import { createShell, firstLanguage, followLanguage, followTheme, startShell, RESIDENT_WORDS } from '#web/ui';
import { installElder } from './elder.js';
import ResidentApp from './ResidentApp.vue';
import { residentRoutes } from './routes.js';

const language = firstLanguage(localStorage);
const shell = createShell({
  port: createHttpPort({ language: () => language.value }),
  newKey,
  language,
  words: RESIDENT_WORDS,
  storage: localStorage,
});
const app = createApp(ResidentApp);
app.use(createRouter({ history: createWebHashHistory(), routes: residentRoutes, scrollBehavior: () => ({ top: 0 }) }));
followTheme(localStorage);
followLanguage(shell, localStorage, () => shell.t('title.resident'));
installElder(app, localStorage);
startShell(app, shell, '#app');
