import type { HistoryRecord, MatterData } from './data.js';

/**
 * Every record of a matter and its entities in the order it happened. Within one stream that is `seq`; between streams
 * a record comes after those its command quotes, then by time. A clock may stand still (a demo's does), and many records
 * then share an instant: a job's end stays with the record it quotes, and people act once the system has come to rest.
 */
export function inOrderOfEvents(data: MatterData): readonly HistoryRecord[] {
  const streams = [data.history, ...data.entities.map((entity) => entity.history)].filter(
    (history) => history.length > 0,
  );
  const next = new Map(streams.map((history) => [history[0]?.stream ?? '', 0]));
  const quotes = new Map(streams.flat().map((record) => [record, quotedBy(record, next)]));
  const isReady = (record: HistoryRecord) =>
    quotes.get(record)?.every(({ stream, seq }) => (next.get(stream) ?? 0) > seq) ?? true;
  const ordered: HistoryRecord[] = [];
  for (;;) {
    const heads = streams.flatMap((history) => history[next.get(history[0]?.stream ?? '') ?? 0] ?? []);
    if (heads.length === 0) return ordered;
    // a history that was tampered with may quote in a circle; it is still shown
    const ready = heads.filter(isReady);
    const first = (ready.length > 0 ? ready : heads).reduce((a, b) => (comesBefore(b, a, data.matter) ? b : a));
    ordered.push(first);
    next.set(first.stream, (next.get(first.stream) ?? 0) + 1);
  }
}

function comesBefore(a: HistoryRecord, b: HistoryRecord, matter: string): boolean {
  return a.at === b.at ? rank(a, matter) < rank(b, matter) : a.at < b.at;
}

/** Lower comes first at one and the same instant, where no record quotes the other. */
function rank({ stream, seq, command }: HistoryRecord, matter: string): number {
  const { role } = command.by;
  // nothing of a matter happens before it starts
  if (stream === matter && seq === 0) return -1;
  if (stream !== matter) return role === 'system' || role === 'resident' ? 1 : 3;
  return command.type === 'completeJob' ? 0 : role === 'system' ? 2 : 4;
}

interface Quote {
  readonly stream: string;
  readonly seq: number;
}

/** Records of the matter's streams that a command names, wherever in it. */
function quotedBy(record: HistoryRecord, known: ReadonlyMap<string, number>): readonly Quote[] {
  const quotes: Quote[] = [];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { stream, seq, leafHash } = value as Readonly<Record<string, unknown>>;
    if (
      typeof stream === 'string' &&
      typeof seq === 'number' &&
      typeof leafHash === 'string' &&
      stream !== record.stream &&
      known.has(stream)
    )
      quotes.push({ stream, seq });
    Object.values(value).forEach(look);
  };
  look(record.command);
  return quotes;
}
