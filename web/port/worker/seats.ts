import { matterPage, ownSeat, readTaskId } from '#pages';
import type { SeatPort } from '../seats.js';
import type { Stage } from './stage.js';

/** The act of somebody who was added to a task of the world. */
export function seatActCalls(stage: Stage): SeatPort {
  return {
    actOnSeat: (id, body, key) =>
      stage.act('actOnSeat', key, [id, body], async () => {
        const place = readTaskId(id);
        if (place === null) throw stage.problem('task-unknown', 404);
        const data = stage.open(place.stream);
        const role = ownSeat(place.key, data, stage.reading(data))?.role ?? stage.seat().role;
        const silent = body.text.trim() === '' && body.stance === 'agree';
        stage.submit(
          place.stream,
          {
            type: 'actOnSeat',
            key: place.key,
            seat: body.seat,
            stance: body.stance,
            ...(silent ? {} : { reason: stage.typed(body.text) }),
          },
          role,
        );
        const after = stage.open(place.stream);
        return matterPage(after, stage.reading(after));
      }),
  };
}
