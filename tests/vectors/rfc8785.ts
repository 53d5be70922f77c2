/**
 * RFC 8785: input text and its canonical text, for the values a record may hold (no fractions, no exponents).
 * Source: RFC 8785 §3.2.2 (the string and the literals) and §3.2.3, and the files arrays, french, structures, unicode
 * and weird of cyberphone/json-canonicalization testdata (Apache-2.0).
 */
export const RFC8785: readonly { readonly name: string; readonly input: string; readonly canonical: string }[] = [
  {
    name: '§3.2.2 string and literals',
    input: String.raw`{ "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false] }`,
    canonical: String.raw`{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  },
  {
    name: '§3.2.3 sorting by UTF-16 code units',
    input: String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`,
    canonical:
      String.raw`{"\r":"Carriage Return","1":"One","` +
      '\u0080' +
      String.raw`":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","` +
      '\ufb33' +
      `":"Hebrew Letter Dalet With Dagesh"}`,
  },
  {
    name: 'arrays',
    input: '[56, {"d": true, "10": null, "1": []}]',
    canonical: '[56,{"1":[],"10":null,"d":true}]',
  },
  {
    name: 'french',
    input:
      '{"peach": "This sorting order", "péché": "is wrong according to French", "pêche": "but canonicalization MUST", "sin": "ignore locale"}',
    canonical:
      '{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}',
  },
  {
    name: 'structures',
    input: String.raw`{"1": {"f": {"f": "hi", "F": 5}, "\n": 56.0}, "10": {}, "": "empty", "a": {}, "111": [{"e": "yes", "E": "no"}], "A": {}}`,
    canonical: String.raw`{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}`,
  },
  {
    name: 'unicode is not normalised',
    input: String.raw`{"Unnormalized Unicode":"A\u030a"}`,
    canonical: `{"Unnormalized Unicode":"A\u030a"}`,
  },
  {
    name: 'weird',
    input: String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\u000a":"Newline","1":"One","\u0080":"Control\u007f","\ud83d\ude02":"Smiley","\u00f6":"Latin Small Letter O With Diaeresis","\ufb33":"Hebrew Letter Dalet With Dagesh","</script>":"Browser Challenge"}`,
    canonical:
      String.raw`{"\n":"Newline","\r":"Carriage Return","1":"One","</script>":"Browser Challenge","` +
      '\u0080":"Control\u007f' +
      String.raw`","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😂":"Smiley","` +
      '\ufb33' +
      `":"Hebrew Letter Dalet With Dagesh"}`,
  },
];
