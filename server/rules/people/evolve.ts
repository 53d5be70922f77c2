import type { Appointment, Body, Deputy, PeopleEvent, PeopleState, Unit } from './types.js';

export function evolve(state: PeopleState, event: PeopleEvent): PeopleState {
  switch (event.type) {
    case 'Founded':
      return {
        ...state,
        units: { ...state.units, ...Object.fromEntries(event.units.map((unit) => [unit.path, unit])) },
      };
    case 'UnitRenamed':
      return withUnit(state, event.path, (unit) => ({ ...unit, name: event.name }));
    case 'UnitClosed': {
      const unit = state.units[event.path];
      if (unit === undefined) return state;
      return {
        ...state,
        units: without(state.units, event.path),
        closed: { ...state.closed, [event.path]: unit },
      };
    }
    case 'Established':
      return {
        ...state,
        bodies: { ...state.bodies, ...Object.fromEntries(event.bodies.map((body) => [body.body, body])) },
      };
    case 'BodyAmended': {
      const { body, name, remit, seats } = event;
      const known = state.bodies[body];
      if (known === undefined) return state;
      const amended: Body = { ...known, name, remit, seats };
      return { ...state, bodies: { ...state.bodies, [body]: amended } };
    }
    case 'BodyDissolved':
      return { ...state, bodies: without(state.bodies, event.body) };
    case 'Appointed': {
      const { appointment, person, role, scope, body, from, to, document } = event;
      return withAppointment(state, { appointment, person, role, scope, body, from, to, document });
    }
    case 'Dismissed':
      return changed(state, event.appointment, { to: event.at });
    case 'Prolonged':
      return changed(state, event.appointment, { to: event.to });
    case 'DeputyNamed': {
      const { deputy, person, stands, posts, from, to, reason } = event;
      return withDeputy(state, { deputy, person, stands, posts, from, to, reason });
    }
    case 'DeputyEnded': {
      const named = state.deputies[event.deputy];
      return named === undefined ? state : withDeputy(state, { ...named, to: event.at });
    }
  }
}

function withUnit(state: PeopleState, path: string, change: (unit: Unit) => Unit): PeopleState {
  const unit = state.units[path];
  return unit === undefined ? state : { ...state, units: { ...state.units, [path]: change(unit) } };
}

/** All but one. */
export function without<T>(all: Readonly<Record<string, T>>, id: string): Readonly<Record<string, T>> {
  const { [id]: _gone, ...rest } = all;
  return rest;
}

function changed(state: PeopleState, id: string, change: Partial<Appointment>): PeopleState {
  const appointment = state.appointments[id];
  return appointment === undefined ? state : withAppointment(state, { ...appointment, ...change });
}

function withAppointment(state: PeopleState, appointment: Appointment): PeopleState {
  return { ...state, appointments: { ...state.appointments, [appointment.appointment]: appointment } };
}

function withDeputy(state: PeopleState, deputy: Deputy): PeopleState {
  return { ...state, deputies: { ...state.deputies, [deputy.deputy]: deputy } };
}
