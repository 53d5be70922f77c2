import { createApp, ref } from 'vue';
import { createRouter, createWebHashHistory } from 'vue-router';
import { CALENDAR_2026 } from '#law';
import { base64Encode, definitionFile, definitionHash, utf8Encode } from '#ledger';
import { newKey, type Language } from '#web/port';
import { createWorkerPort, type WorldPerson } from '../../../web/port/worker/index.js';
import { ResidentApp, residentRoutes } from '../../../web/resident/index.js';
import { createShell, STAFF_WORDS, startShell } from '../../../web/ui/index.js';

/** The resident's own pages, with the world in a worker of this browser instead of a server: for tests. */
const texts = {
  ...import.meta.glob<string>('../../../workflows/procedures/first-vote/*.{bpmn,form}', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
  ...import.meta.glob<string>('../../../workflows/steps/*/*.{bpmn,form}', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
};
const files = Object.entries(texts)
  .map(([path, text]) => ({ path: path.replace('../../../workflows/', ''), text }))
  .sort((a, b) => (a.path < b.path ? -1 : 1));

const person = (account: string, role: WorldPerson['role'], name: string): WorldPerson => ({
  person: account,
  account,
  password: 'heyi-demo-2026',
  name,
  role,
  scope: 'qinghe/qhl',
  scopeName: '青禾里社区',
  place: '青禾里社区',
});

const language = ref<Language>('zh-CN');
const port = createWorkerPort(
  {
    procedures: [
      {
        id: 'first-vote',
        version: 1,
        name: '意见—表决—公示',
        summary: null,
        basis: [],
        hash: base64Encode(definitionHash(files.map(({ path, text }) => definitionFile(path, utf8Encode(text))))),
        files,
        start: { roles: ['worker'], form: 'first-vote-start', title: 'title' },
        steps: ['consult', 'vote', 'publicity'],
      },
    ],
    calendars: [CALENDAR_2026],
    at: 1_772_413_200_000,
    people: [
      ...['张秀兰', '李建业', '陈玉梅', '周明远', '吴晓岚'].map((name, i) => person(`jumin${i + 1}`, 'resident', name)),
      person('wangmin', 'worker', '王敏'),
    ],
    community: '青禾里社区',
    street: '青禾街道',
    phone: '010-5555-0100',
  },
  () => language.value,
);
const shell = createShell({ port, newKey, language, words: STAFF_WORDS, storage: null });
const app = createApp(ResidentApp);
app.use(createRouter({ history: createWebHashHistory(), routes: residentRoutes }));

const sitAs = (account: string): Promise<unknown> => port.signIn({ account, password: 'heyi-demo-2026' }, newKey());
await sitAs('wangmin');
await port.startMatter(
  {
    procedure: 'first-vote',
    variables: {
      title: '北门空地加装电动自行车充电棚',
      question: '是否同意在小区北门空地加装电动自行车充电棚？',
      if_passed: '物业服务人建24个充电位，费用4.8万元从公共收益支付。',
      if_not: '空地保持现状，不花公共收益。',
      details: '建24个充电位，占空地62平方米，费用4.8万元从公共收益支付，由物业服务人管理。没有通过就保持现状。',
    },
  },
  newKey(),
);
await sitAs('jumin1');
startShell(app, shell, '#app');
