import type { Port } from '../port.js';
import { PortProblem } from '../problem.js';
import { ROUTES } from '../routes.js';
import type { Change, Language, Plain } from '../views.js';

/** What both ends of the worker say to each other; everything is plain JSON. */
export type Question = {
  readonly id: number;
  readonly call: keyof Port;
  readonly args: readonly unknown[];
  readonly language: Language;
};
export type Reply =
  | { readonly id: number; readonly value: unknown }
  | {
      readonly id: number;
      readonly problem: {
        readonly code: string;
        readonly message: string;
        readonly status: number;
        readonly values: Readonly<Record<string, Plain>>;
      };
    }
  | { readonly change: Change };

/** The end of a worker, or of anything that passes messages on in order. */
export interface Channel<In, Out> {
  postMessage(message: Out): void;
  addEventListener(type: 'message', listener: (event: { readonly data: In }) => void): void;
}

/** The worker's side: answers questions from `port`, in the language each was asked in, and passes changes on. */
export function serve(channel: Channel<Question, Reply>, port: Port, speak: (language: Language) => void): void {
  port.subscribe((change) => channel.postMessage({ change }));
  channel.addEventListener('message', ({ data }) => void answer(data));

  async function answer({ id, call, args, language }: Question): Promise<void> {
    speak(language);
    try {
      const run = port[call] as (...given: unknown[]) => Promise<unknown>;
      channel.postMessage({ id, value: await run.apply(port, [...args]) });
    } catch (problem) {
      const { code, message, status, values } =
        problem instanceof PortProblem ? problem : new PortProblem('unexpected', String(problem), 500);
      channel.postMessage({ id, problem: { code, message, status, values } });
    }
  }
}

/** The page's side: a port whose every call is answered by the other end. */
export function connect(channel: Channel<Reply, Question>, language: () => Language): Port {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(problem: PortProblem): void }>();
  const listeners = new Set<(change: Change) => void>();
  let count = 0;
  channel.addEventListener('message', ({ data }) => {
    if ('change' in data) {
      for (const listener of [...listeners]) listener(data.change);
      return;
    }
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if (call === undefined) return;
    if ('problem' in data)
      call.reject(new PortProblem(data.problem.code, data.problem.message, data.problem.status, data.problem.values));
    else call.resolve(data.value);
  });

  const ask = (call: keyof Port, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++count;
      waiting.set(id, { resolve, reject });
      channel.postMessage({ id, call, args, language: language() });
    });
  const calls = (Object.keys(ROUTES) as (keyof Port)[])
    .filter((call) => call !== 'subscribe')
    .map((call) => [call, (...args: unknown[]) => ask(call, args)]);
  return {
    ...(Object.fromEntries(calls) as Omit<Port, 'subscribe'>),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
