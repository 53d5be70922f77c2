/** So many files are kept: all of a procedure and of the steps it calls, many times over. */
const MOST = 128;

/**
 * A reader of files that keeps what it answered for the last text of each path. Text and path decide the answer, and the
 * same step files come along with every procedure and with every keystroke in one. Answers are shared: nobody changes them.
 */
export function remembering<T>(
  read: (text: string, path: string) => Promise<T>,
): (text: string, path: string) => Promise<T> {
  const kept = new Map<string, { readonly text: string; readonly answer: Promise<T> }>();
  return (text, path) => {
    const known = kept.get(path);
    kept.delete(path);
    const latest = known?.text === text ? known : { text, answer: read(text, path) };
    kept.set(path, latest);
    const [oldest] = kept.keys();
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    return latest.answer;
  };
}
