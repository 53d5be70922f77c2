import type { Appointment, PeopleEvent, PeopleState } from './types.js';

export function evolve(state: PeopleState, event: PeopleEvent): PeopleState {
  switch (event.type) {
    case 'Founded':
      return {
        ...state,
        units: { ...state.units, ...Object.fromEntries(event.units.map((unit) => [unit.path, unit])) },
      };
    case 'Established':
      return {
        ...state,
        bodies: { ...state.bodies, ...Object.fromEntries(event.bodies.map((body) => [body.body, body])) },
      };
    case 'Appointed': {
      const { appointment, person, role, scope, body, from, to, document } = event;
      return withAppointment(state, { appointment, person, role, scope, body, from, to, document });
    }
    case 'Dismissed':
      return changed(state, event.appointment, { to: event.at });
    case 'Prolonged':
      return changed(state, event.appointment, { to: event.to });
  }
}

function changed(state: PeopleState, id: string, change: Partial<Appointment>): PeopleState {
  const appointment = state.appointments[id];
  return appointment === undefined ? state : withAppointment(state, { ...appointment, ...change });
}

function withAppointment(state: PeopleState, appointment: Appointment): PeopleState {
  return { ...state, appointments: { ...state.appointments, [appointment.appointment]: appointment } };
}
