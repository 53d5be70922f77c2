import { pieces } from './words.js';

/**
 * Cuts a title where a line may end: between words, never within one, a number with its unit being one. Browsers know the
 * common words of Chinese; a rarer compound comes out of them as single characters, which belong together two by two, and
 * a last single one to the word before it. Where the browser knows no words the title stays whole and breaks anywhere.
 */
export function senseWords(text: string): readonly string[] {
  if (typeof Intl === 'undefined' || !('Segmenter' in Intl)) return [text];
  const segmenter = new Intl.Segmenter('zh-CN', { granularity: 'word' });
  return pieces(text).flatMap((piece, i) => {
    if (piece === '') return [];
    if (i % 2 === 1) return [piece];
    return compounds(
      joined(
        Array.from(segmenter.segment(piece), ({ segment, isWordLike }) => ({
          segment,
          isWordLike: isWordLike === true,
        })),
      ),
    );
  });
}

/** Things titles are often about whose names browsers cut in two. */
const COMPOUNDS: readonly string[] = ['电动自行车', '充电棚', '充电桩', '健身器材', '快递柜', '照明灯', '排水管'];

function compounds(words: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const whole = COMPOUNDS.find((one) =>
      words
        .slice(i, i + 3)
        .join('')
        .startsWith(one),
    );
    let word = words[i] as string;
    while (whole !== undefined && word.length < whole.length && i + 1 < words.length) word += words[++i] as string;
    kept.push(word);
  }
  return kept;
}

interface Segment {
  readonly segment: string;
  readonly isWordLike: boolean;
}

function joined(segments: readonly Segment[]): string[] {
  const words: string[] = [];
  for (let i = 0; i < segments.length; i++) {
    const here = segments[i] as Segment;
    const after = segments[i + 1];
    const last = words.length - 1;
    // marks and a single character between longer words stay with the word before them
    if (last >= 0 && (!here.isWordLike || (isSingle(here) && !(after && isSingle(after))))) words[last] += here.segment;
    else if (isSingle(here) && after && isSingle(after)) {
      words.push(here.segment + after.segment);
      i++;
    } else words.push(here.segment);
  }
  return words;
}

function isSingle({ segment, isWordLike }: Segment): boolean {
  return isWordLike && /^[\u4e00-\u9fff]$/.test(segment);
}
