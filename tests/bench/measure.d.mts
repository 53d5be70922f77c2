export function clock(): number;
export function rounds<T>(count: number, one: (round: number) => Promise<T>): Promise<readonly T[]>;
export function median(values: readonly number[]): number;
