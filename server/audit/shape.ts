import type { EvidenceBundle } from './types.js';

/** True where a parsed JSON has the shape of a bundle, whatever its texts say; nothing else may be handed to `audit`. */
export function isEvidenceBundle(value: unknown): value is EvidenceBundle {
  return (
    isObject(value) &&
    typeof value['v'] === 'number' &&
    isListOf(value['definitions'], isDefinition) &&
    isListOf(value['facts'], isText) &&
    isListOf(value['streams'], isStream) &&
    isListOf(value['votes'], isBoard)
  );
}

type Fields = Readonly<Record<string, unknown>>;

function isDefinition(value: unknown): boolean {
  return isObject(value) && isText(value['main']) && isListOf(value['files'], isFile);
}

function isFile(value: unknown): boolean {
  return isObject(value) && isText(value['path']) && isText(value['text']);
}

function isStream(value: unknown): boolean {
  return isObject(value) && isText(value['id']) && isText(value['kind']) && isListOf(value['records'], isRecord);
}

function isRecord(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { leaf, body, salt } = value;
  return isText(leaf) && (body === null || isText(body)) && (salt === null || isText(salt));
}

function isBoard(value: unknown): boolean {
  return isObject(value) && isText(value['poll']) && isListOf(value['ballots'], isBallot);
}

function isBallot(value: unknown): boolean {
  return isObject(value) && isText(value['leaf']) && isText(value['choice']) && isText(value['salt']);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isListOf(value: unknown, is: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(is);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
