import type { Process } from '#engine';

/** The form of the event a process starts with: of the one named, else of its first; null where none is linked to it. */
export function startForm({ elements }: Process, element: string | null = null): string | null {
  const first = elements[elements[0]?.starts[0] ?? -1];
  return (elements.find(({ id }) => id === element) ?? first)?.properties['start.form'] ?? null;
}
