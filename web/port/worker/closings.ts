import {
  closingLines,
  closingPreview,
  isStaff,
  termsBeside,
  termsMovedBy,
  type MatterData,
  type Reading,
} from '#pages';
import { scopeFits } from '#rules/contract';
import type { Answer as WorldAnswer } from '#world';
import type { ClosingPort } from '../closings.js';
import type { ClosingsPage, TermBeside } from '../views.js';
import { calendarsOf, historyOf } from './matter-data.js';
import type { Stage } from './stage.js';

/** Local closings of a world: recorded, named and counted as the server does. */
export function worldClosings(stage: Stage): ClosingPort {
  const { world } = stage;
  const nameOf = (scope: string): string => stage.setup.people.find((one) => one.scope === scope)?.scopeName ?? scope;
  const keeps = (scope: string): boolean =>
    stage.seat().role === 'administrator' && scopeFits(stage.seat().scope, scope);

  function page(): ClosingsPage {
    const state = world.calendarState();
    const { scope: here, person } = stage.seat();
    const shown = state.closings.filter(({ scope }) => scopeFits(here, scope) || scopeFits(scope, here));
    const stream = world.data.calendarStream === null ? undefined : world.stream(world.data.calendarStream);
    const lines = closingLines(state, shown, stream === undefined ? [] : historyOf(stream), {
      now: world.at,
      mayClose: keeps,
      placeOf: nameOf,
      who: ({ command: { by } }) => ({
        role: by.role as 'administrator',
        place: by.scope === '' ? null : nameOf(by.scope),
        name: stage.setup.people.find((one) => one.person === by.p)?.name ?? null,
        p: null,
        you: by.p === person,
      }),
    });
    const scopes = [...new Set(stage.setup.people.map(({ scope }) => scope))].sort();
    const places = scopes.filter(keeps).map((scope) => ({ scope, name: nameOf(scope) }));
    return {
      closings: lines,
      places,
      terms: termsOf((data, reading) => termsBeside(data, reading, state.closings)),
      more: false,
    };
  }

  function termsOf(found: (data: MatterData, reading: Reading) => readonly TermBeside[]): readonly TermBeside[] {
    return stage
      .inReach()
      .flatMap((data) => {
        const reading = stage.reading(data);
        return isStaff(reading) ? found(data, reading) : [];
      })
      .sort((a, b) => a.due - b.due);
  }

  function asked(scope: string): void {
    if (!keeps(scope)) throw stage.problem('unknown-scope', 404, { scope });
  }

  function done(answer: WorldAnswer): ClosingsPage {
    if ('refused' in answer) throw stage.refused(answer);
    return page();
  }

  return {
    async closings() {
      return page();
    },

    async previewClosing(body) {
      asked(body.scope);
      const state = world.calendarState();
      const preview = closingPreview(state, calendarsOf(world, null).years, body, world.at);
      const terms = termsOf((data, reading) => termsMovedBy(body, data, reading, state.closings));
      return { ...preview, terms: preview.may.yes ? terms : [], more: false };
    },

    closeDays: (body, key) =>
      stage.act('closeDays', key, body, async () => {
        asked(body.scope);
        return done(world.closeDays(body, stage.actor(body.scope, 'administrator')));
      }),

    reopenDays: (closing, { reason }, key) =>
      stage.act('reopenDays', key, [closing, reason], async () => {
        const [scope = '', n = ''] = closing.split(':');
        asked(scope);
        return done(world.reopenDays({ scope, n: Number(n), reason }, stage.actor(scope, 'administrator')));
      }),
  };
}
