import type { Decision } from '#engine';
import { appoint, dismiss, prolong, replace } from './appointments.js';
import { endDeputy, nameDeputy } from './deputies.js';
import { amendBody, closeUnit, dissolveBody, establish, found, renameUnit } from './places.js';
import type { PeopleCommand, PeopleEvent, PeopleState } from './types.js';

/**
 * An administrator decides about the own scope and what lies below it, the installation itself about everything; who stands in for
 * somebody they name themselves.
 */
export function decide(state: PeopleState, command: PeopleCommand): Decision<PeopleEvent> {
  switch (command.type) {
    case 'found':
      return found(state, command);
    case 'renameUnit':
      return renameUnit(state, command);
    case 'closeUnit':
      return closeUnit(state, command);
    case 'establish':
      return establish(state, command);
    case 'amendBody':
      return amendBody(state, command);
    case 'dissolveBody':
      return dissolveBody(state, command);
    case 'appoint':
      return appoint(state, command.appointments, command.by, command.at);
    case 'dismiss':
      return dismiss(state, command);
    case 'prolong':
      return prolong(state, command);
    case 'replace':
      return replace(state, command);
    case 'nameDeputy':
      return nameDeputy(state, command);
    case 'endDeputy':
      return endDeputy(state, command);
    default:
      return { refused: 'unknown-command' };
  }
}
