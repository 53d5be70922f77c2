import { Controller, Get, Inject, Sse, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { interval, map, merge, Observable, Subject, takeUntil } from 'rxjs';
import { ROLES, scopeFits } from '#community';
import { Access, Anybody } from '#http';
import { CallerOf, type Caller } from '#identity';
import { CLOCK, type Clock } from '#outside';
import type { Change } from '#pages';
import { Runtime, type Change as Committed } from '#runtime';
import { Database } from '#store';

/** Milliseconds between two signs of life on a quiet line, so that proxies keep it. */
const HEARTBEAT = 20_000;

@ApiTags('live')
@Controller('api')
export class EventsController implements OnModuleDestroy {
  readonly #closing = new Subject<void>();

  constructor(
    @Inject(Runtime) private readonly runtime: Runtime,
    @Inject(Database) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What changed within the caller's reach: kinds and ids, never content. */
  @Sse('events')
  @Access(...ROLES)
  events(@CallerOf() caller: Caller): Observable<MessageEvent> {
    const changes = new Observable<Change>((subscriber) =>
      this.runtime.subscribe((committed) => {
        const seen = committed.filter((change) => inReach(change, caller)).flatMap(changesOf);
        for (const change of new Map(seen.map((each) => [`${each.kind} ${each.id}`, each])).values())
          subscriber.next(change);
      }),
    );
    return merge(
      changes.pipe(map((data) => ({ type: 'change', data }))),
      interval(HEARTBEAT).pipe(map(() => ({ type: 'alive', data: String(this.clock.real()) }))),
    ).pipe(takeUntil(this.#closing));
  }

  /** A server that stops ends its lines first: it would otherwise wait for its readers to leave. */
  onModuleDestroy(): void {
    this.#closing.next();
  }

  /** Alive, and the database answers. */
  @Get('health')
  @Anybody()
  async health() {
    await this.database.reading((session) => session.all('SELECT 1 AS one', []));
    return { ok: true };
  }
}

function inReach(change: Committed, caller: Caller): boolean {
  return (
    change.scope === '' ||
    caller.appointments.some((held) => scopeFits(held.scope, change.scope) || scopeFits(change.scope, held.scope))
  );
}

function changesOf(change: Committed): readonly Change[] {
  const { stream: id, kind, touched } = change;
  switch (kind) {
    case 'opinions':
    case 'poll':
    case 'notice':
      return [
        { kind, id },
        { kind: 'matter', id: null },
        { kind: 'inbox', id: null },
      ];
    case 'calendar':
      return [
        { kind: 'calendars', id: null },
        { kind: 'alarms', id: null },
      ];
    case 'notification':
      return [{ kind: 'inbox', id: null }];
    case 'instance':
      return [
        { kind: 'matter', id },
        { kind: 'clock', id: null },
        ...(touched.includes('task') ? [{ kind: 'tasks', id: null } as const] : []),
        ...(touched.includes('incident') || touched.includes('timer') ? [{ kind: 'alarms', id: null } as const] : []),
      ];
    default:
      return [];
  }
}
