/** A problem as pages show it: what a port rejects with. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

export function troubleOf(problem: unknown): Trouble {
  const { code, message, status } = problem as Partial<Trouble>;
  return { code: code ?? 'unexpected', message: message ?? '', status: status ?? -1 };
}
