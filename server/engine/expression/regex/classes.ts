/** Whether a code point belongs to a set of characters. */
export type CharacterSet = (code: number) => boolean;

/** General categories of Unicode (XML Schema part 2, appendix F.1.1). Each is one fixed test, never built from a pattern. */
const CATEGORIES: Readonly<Record<string, RegExp>> = {
  L: /^\p{L}$/u,
  Lu: /^\p{Lu}$/u,
  Ll: /^\p{Ll}$/u,
  Lt: /^\p{Lt}$/u,
  Lm: /^\p{Lm}$/u,
  Lo: /^\p{Lo}$/u,
  M: /^\p{M}$/u,
  Mn: /^\p{Mn}$/u,
  Mc: /^\p{Mc}$/u,
  Me: /^\p{Me}$/u,
  N: /^\p{N}$/u,
  Nd: /^\p{Nd}$/u,
  Nl: /^\p{Nl}$/u,
  No: /^\p{No}$/u,
  P: /^\p{P}$/u,
  Pc: /^\p{Pc}$/u,
  Pd: /^\p{Pd}$/u,
  Ps: /^\p{Ps}$/u,
  Pe: /^\p{Pe}$/u,
  Pi: /^\p{Pi}$/u,
  Pf: /^\p{Pf}$/u,
  Po: /^\p{Po}$/u,
  Z: /^\p{Z}$/u,
  Zs: /^\p{Zs}$/u,
  Zl: /^\p{Zl}$/u,
  Zp: /^\p{Zp}$/u,
  S: /^\p{S}$/u,
  Sm: /^\p{Sm}$/u,
  Sc: /^\p{Sc}$/u,
  Sk: /^\p{Sk}$/u,
  So: /^\p{So}$/u,
  C: /^\p{C}$/u,
  Cc: /^\p{Cc}$/u,
  Cf: /^\p{Cf}$/u,
  Co: /^\p{Co}$/u,
  Cn: /^\p{Cn}$/u,
};

/** Blocks of Unicode by their names in XML Schema (appendix F.1.1), those that texts here are written in. */
const BLOCKS: Readonly<Record<string, readonly [number, number]>> = {
  BasicLatin: [0x0000, 0x007f],
  'Latin-1Supplement': [0x0080, 0x00ff],
  'LatinExtended-A': [0x0100, 0x017f],
  'LatinExtended-B': [0x0180, 0x024f],
  IPAExtensions: [0x0250, 0x02af],
  SpacingModifierLetters: [0x02b0, 0x02ff],
  CombiningDiacriticalMarks: [0x0300, 0x036f],
  Greek: [0x0370, 0x03ff],
  GreekandCoptic: [0x0370, 0x03ff],
  Cyrillic: [0x0400, 0x04ff],
  Armenian: [0x0530, 0x058f],
  Hebrew: [0x0590, 0x05ff],
  Arabic: [0x0600, 0x06ff],
  Devanagari: [0x0900, 0x097f],
  Thai: [0x0e00, 0x0e7f],
  Tibetan: [0x0f00, 0x0fff],
  HangulJamo: [0x1100, 0x11ff],
  Mongolian: [0x1800, 0x18af],
  LatinExtendedAdditional: [0x1e00, 0x1eff],
  GeneralPunctuation: [0x2000, 0x206f],
  CurrencySymbols: [0x20a0, 0x20cf],
  LetterlikeSymbols: [0x2100, 0x214f],
  NumberForms: [0x2150, 0x218f],
  Arrows: [0x2190, 0x21ff],
  MathematicalOperators: [0x2200, 0x22ff],
  EnclosedAlphanumerics: [0x2460, 0x24ff],
  BoxDrawing: [0x2500, 0x257f],
  GeometricShapes: [0x25a0, 0x25ff],
  CJKRadicalsSupplement: [0x2e80, 0x2eff],
  CJKSymbolsandPunctuation: [0x3000, 0x303f],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  Bopomofo: [0x3100, 0x312f],
  HangulCompatibilityJamo: [0x3130, 0x318f],
  CJKUnifiedIdeographsExtensionA: [0x3400, 0x4dbf],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  YiSyllables: [0xa000, 0xa48f],
  HangulSyllables: [0xac00, 0xd7af],
  PrivateUse: [0xe000, 0xf8ff],
  CJKCompatibilityIdeographs: [0xf900, 0xfaff],
  HalfwidthandFullwidthForms: [0xff00, 0xffef],
  CJKUnifiedIdeographsExtensionB: [0x20000, 0x2a6df],
};

/** The set of `\p{name}`; undefined for a category or block we do not have. */
export function propertySet(name: string): CharacterSet | undefined {
  if (Object.hasOwn(CATEGORIES, name)) {
    const category = CATEGORIES[name]!;
    return (code) => category.test(String.fromCodePoint(code));
  }
  const block = name.startsWith('Is') ? name.slice(2) : '';
  return Object.hasOwn(BLOCKS, block) ? rangeSet(...BLOCKS[block]!) : undefined;
}

export function rangeSet(low: number, high: number): CharacterSet {
  return (code) => code >= low && code <= high;
}

export function not(set: CharacterSet): CharacterSet {
  return (code) => !set(code);
}

export function union(sets: readonly CharacterSet[]): CharacterSet {
  return (code) => sets.some((set) => set(code));
}

const space: CharacterSet = (code) => code === 0x20 || code === 0x9 || code === 0xa || code === 0xd;
const digit = propertySet('Nd')!;
const word = not(union([propertySet('P')!, propertySet('Z')!, propertySet('C')!]));
const nameStart = union([propertySet('L')!, propertySet('Nl')!, (code) => code === 0x5f || code === 0x3a]);
const nameCharacter = union([
  nameStart,
  digit,
  propertySet('M')!,
  (code) => code === 0x2d || code === 0x2e || code === 0xb7,
]);

/** Escapes of many characters (XML Schema part 2, table of appendix F.1.1). */
export const MULTI_ESCAPES: Readonly<Record<string, CharacterSet>> = {
  s: space,
  S: not(space),
  d: digit,
  D: not(digit),
  w: word,
  W: not(word),
  i: nameStart,
  I: not(nameStart),
  c: nameCharacter,
  C: not(nameCharacter),
};

/** The set with both cases of every member, by the simple mappings that stay one character. */
export function ignoringCase(set: CharacterSet): CharacterSet {
  return (code) => set(code) || casesOf(code).some(set);
}

/** Other cases of a character; those of its other case too, so that the Kelvin sign is a K. */
export function casesOf(code: number): number[] {
  const character = String.fromCodePoint(code);
  const [lower, upper] = [character.toLowerCase(), character.toUpperCase()];
  return [lower, upper, lower.toUpperCase(), upper.toLowerCase()].flatMap((other) => {
    const only = other.codePointAt(0)!;
    return only !== code && String.fromCodePoint(only).length === other.length ? [only] : [];
  });
}
