import { isWorkingDay, titleOf, Trail } from '#pages';
import type { Key, Port } from '../port.js';
import type { Answer, Clock, Session } from '../views.js';
import { calendarsOf } from './matter-data.js';
import type { World } from '#world';
import type { Stage } from './stage.js';

const DAY = 86_400_000;

type Calls = Pick<Port, 'session' | 'signIn' | 'acceptInvitation' | 'signOut' | 'clock' | 'moveClock'>;

/** Who sits at the page, and the clock of the world. */
export function sessionCalls(stage: Stage): Calls {
  const calls: Calls = {
    async session(): Promise<Session> {
      const { community, street, phone, people } = stage.setup;
      const reader = stage.reader;
      return {
        me: reader && {
          person: reader.person,
          account: reader.account,
          name: reader.name,
          phone: reader.phone ?? null,
          standing: 'full',
          roles: [{ role: reader.role, scope: reader.scope, scopeName: reader.scopeName }],
        },
        csrf: '',
        installation: {
          community,
          street,
          phone,
          demo: true,
          sms: false,
          demoAccounts: people.map(({ account, password, name, role }) => ({ account, password, name, role })),
        },
      };
    },

    async signIn(body: { account: string; password: string }): Promise<Answer<Session>> {
      const person = stage.setup.people.find(
        ({ account, password }) => account === body.account && password === body.password,
      );
      if (person === undefined) throw stage.problem('wrong-account-or-password', 401);
      stage.reader = person;
      return { settled: true, value: await calls.session() };
    },

    /** A world has its people; nobody is invited into it. */
    acceptInvitation(): Promise<Answer<Session>> {
      return Promise.reject(stage.problem('invitation-invalid', 404));
    },

    async signOut(): Promise<Answer<Session>> {
      stage.reader = null;
      return { settled: true, value: await calls.session() };
    },

    async clock(): Promise<Clock> {
      const due =
        stage.reader === null
          ? undefined
          : stage.world
              .timers()
              .filter((timer) => timer.due !== null)
              .sort((a, b) => (a.due ?? 0) - (b.due ?? 0))[0];
      const data = due === undefined ? null : stage.data(due.stream);
      if (due === undefined || due.due === null || data === null)
        return { demo: true, now: stage.world.at, next: null };
      const run = new Trail(data).byKey(due.key);
      return {
        demo: true,
        now: stage.world.at,
        next: {
          at: due.due,
          matter: due.stream,
          title: titleOf(data, stage.reading(data)),
          stepName: run?.element.name ?? due.element,
        },
      };
    },

    moveClock(body: { move: 'next' | 'workday' }, key: Key): Promise<Answer<Clock>> {
      return stage.act('moveClock', key, body, async () => {
        stage.seat();
        const to = body.move === 'next' ? stage.world.nextDue() : nextWorkday(stage.world);
        if (to === null) throw stage.problem('nothing-due', 409);
        stage.world.advance(Math.max(to, stage.world.at));
        return calls.clock();
      });
    },
  };
  return calls;
}

function nextWorkday(world: World): number {
  const calendars = calendarsOf(world, null);
  let at = world.at + DAY;
  for (let days = 1; days < 60 && !isWorkingDay(at, calendars); days++) at += DAY;
  return at;
}
