import type { Language } from '../views.js';
import { createWorldPort } from './create.js';
import { serve, type Channel, type Question, type Reply } from './rpc.js';
import type { WorldSetup } from './setup.js';

/** First message: the setup. Then questions, answered in order of arrival. */
declare const self: Channel<never, Reply>;
let language: Language = 'zh-CN';
let open = false;
const held: ((event: { readonly data: Question }) => void)[] = [];
const early: Question[] = [];

self.addEventListener('message', ({ data }: { readonly data: WorldSetup | Question }) => {
  if (open) {
    const question = data as Question;
    if (held.length === 0) early.push(question);
    for (const listener of held) listener({ data: question });
    return;
  }
  open = true;
  void createWorldPort(data as WorldSetup, () => language).then((port) => {
    const channel: Channel<Question, Reply> = {
      postMessage: (message) => self.postMessage(message),
      addEventListener: (_type, listener) => void held.push(listener),
    };
    serve(channel, port, (spoken) => (language = spoken));
    for (const question of early.splice(0)) for (const listener of held) listener({ data: question });
  });
});
