/** Where an entity of a matter is looked at. */
export function placeOf({ kind, id }: { readonly kind: string; readonly id: string }): string {
  const folder = { opinions: 'opinions', poll: 'polls', notice: 'notices', task: 'tasks' }[kind];
  return `/${folder ?? kind}/${id}`;
}
