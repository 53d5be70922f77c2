import type { FormComponent, FormExhibit, Plain } from '#web/port';
import { fieldsOf } from '#web/ui';
import { valueInWords, type ValueWords } from './values.js';

export interface AnswerLine {
  readonly key: string;
  readonly label: string;
  readonly answer: string;
}
export interface AnswerWords extends ValueWords {
  readonly sealed: string;
}

/**
 * A form with its answers, line by line: labels and options as that version had them. What was answered without a field of the form comes
 * last, by its name.
 */
export function answerLines({ form, answers, hidden }: FormExhibit, words: AnswerWords): readonly AnswerLine[] {
  const fields = fieldsOf(form).flatMap((field) => {
    const key = field.type === 'dynamiclist' ? field.path : field.key;
    return key === undefined ? [] : [{ key, field }];
  });
  const asked = new Set(fields.map(({ key }) => key));
  const line = (key: string, field: FormComponent | null): AnswerLine => {
    const value = answers[key] ?? null;
    const shut = hidden.includes(key);
    const told = shut && value === null ? words.sealed : answerOf(value, field, words);
    return { key, label: field?.label ?? key, answer: shut && value !== null ? `${told} ${words.sealed}` : told };
  };
  return [
    ...fields
      .filter(({ key, field }) => key in answers || field.readonly !== true)
      .map(({ key, field }) => line(key, field)),
    ...Object.keys(answers)
      .filter((key) => !asked.has(key))
      .map((key) => line(key, null)),
  ];
}

function answerOf(value: Plain, field: FormComponent | null, words: AnswerWords): string {
  const named = (one: Plain): Plain => field?.values?.find((each) => each.value === one)?.label ?? one;
  return valueInWords(Array.isArray(value) ? (value as readonly Plain[]).map(named) : named(value), words);
}
