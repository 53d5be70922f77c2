/** What the oldest browsers we build for (Chrome 68, iOS 12.2) lack and the pages' libraries use. Imported first. */
const host = window as unknown as Record<string, unknown>;
if (typeof globalThis === 'undefined') host['globalThis'] = window;

function add(target: object, name: string, value: unknown): void {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
}
add(Object, 'hasOwn', (thing: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(thing, key));
add(Object, 'fromEntries', (entries: Iterable<readonly [string, unknown]>) => {
  const made: Record<string, unknown> = {};
  for (const [key, value] of entries) made[key] = value;
  return made;
});
for (const kind of [Array.prototype, String.prototype])
  add(kind, 'at', function (this: ArrayLike<unknown>, index: number) {
    return this[index < 0 ? this.length + index : index];
  });
add(Array.prototype, 'flatMap', function (this: unknown[], make: (item: unknown, i: number) => unknown) {
  return ([] as unknown[]).concat(...this.map(make));
});
