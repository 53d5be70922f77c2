import type { Catalogue } from '../types.js';

/** What is wrong with an answer, said at its field. */
export const FORMS: Catalogue = {
  'form.not-an-answer': { zh: '提交的内容格式不对。', en: 'The answer has the wrong form.' },
  'form.unknown-field': { zh: '表单里没有这一项。', en: 'The form has no such field.' },
  'form.hidden-field': { zh: '这一项现在不用填。', en: 'This field is not asked now.' },
  'form.rule-failed': { zh: '这一项的要求算不出来。', en: 'The rule of this field cannot be computed.' },
  'form.required': { zh: '请填写这一项。', en: 'Fill in this field.' },
  'form.not-a-text': { zh: '这里应是文字。', en: 'This must be text.' },
  'form.too-short': { zh: '至少{min}个字。', en: '{min} characters at least.' },
  'form.too-long': { zh: '最多{max}个字。', en: '{max} characters at most.' },
  'form.pattern': { zh: '写法不对。', en: 'It is written wrongly.' },
  'form.email': { zh: '这不是邮箱地址。', en: 'This is no e-mail address.' },
  'form.phone': { zh: '这不是电话号码。', en: 'This is no phone number.' },
  'form.not-a-number': { zh: '这里应是数字。', en: 'This must be a number.' },
  'form.too-small': { zh: '不能小于{min}。', en: 'It cannot be less than {min}.' },
  'form.too-big': { zh: '不能大于{max}。', en: 'It cannot be more than {max}.' },
  'form.too-many-digits': { zh: '小数最多{digits}位。', en: '{digits} decimals at most.' },
  'form.not-a-step': { zh: '应是{step}的整数倍。', en: 'It must be a multiple of {step}.' },
  'form.not-a-boolean': { zh: '这里应选是或否。', en: 'This must be yes or no.' },
  'form.not-an-option': { zh: '请从列出的项里选。', en: 'Choose one of those listed.' },
  'form.not-a-list': { zh: '这里可以选几项。', en: 'This takes several choices.' },
  'form.chosen-twice': { zh: '同一项选了两次。', en: 'The same item is chosen twice.' },
  'form.not-a-date': { zh: '这不是日期。', en: 'This is no date.' },
  'form.not-a-time': { zh: '这不是时间。', en: 'This is no time.' },
  'form.not-a-date-and-time': { zh: '这不是日期和时间。', en: 'This is no date and time.' },
  'form.date-passed': { zh: '这个日期已经过去。', en: 'This date has passed.' },
};
