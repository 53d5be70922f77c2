/** The path above, null at the root. */
export function parentOf(path: string): string | null {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? null : path.slice(0, cut);
}

/** The path itself and every path above it, nearest first. */
export function upwards(path: string): readonly string[] {
  const paths = [path];
  for (let above = parentOf(path); above !== null; above = parentOf(above)) paths.push(above);
  return paths;
}
