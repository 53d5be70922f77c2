import type { StoredValue } from '#engine';
import type { FactNeed } from '#rules/contract';
import type { WorldData } from './data.js';

/**
 * Answers a job's need from what the world holds: `electors` of a scope and everything below it as roll lines sorted by
 * elector, `calendars` as the loaded years, `board` as the ballots of a poll in the order they were cast.
 */
export function provideFact(data: WorldData, need: FactNeed, scope: string): StoredValue {
  switch (need.kind) {
    case 'electors': {
      const place = typeof need.parameters['scope'] === 'string' ? need.parameters['scope'] : scope;
      return data.electors
        .filter((row) => place === '' || row.scope === place || row.scope.startsWith(`${place}/`))
        .map(({ elector, name, heads, area }) => ({ elector, name, heads, area }))
        .sort((a, b) => (a.elector < b.elector ? -1 : a.elector > b.elector ? 1 : 0));
    }
    case 'calendars':
      return data.calendars.map(({ year, hash, calendar }) => ({ year, hash, calendar }));
    case 'board': {
      const poll = need.parameters['poll'];
      const votes = typeof poll === 'string' && Object.hasOwn(data.votes, poll) ? data.votes[poll] : undefined;
      return (votes ?? []).map(({ leaf, choice, salt }) => ({ leaf, choice, salt }));
    }
    case 'count':
    case 'lines':
    case 'matter':
    case 'similar':
    case 'streams':
      return null;
  }
}
