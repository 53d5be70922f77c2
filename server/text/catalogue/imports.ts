import type { Catalogue } from '../types.js';

/** Findings of rosters from files, row by row: `import.<code>`; what an import as a whole is refused for. */
export const IMPORTS: Catalogue = {
  'import.no-rows': { zh: '表里没有数据。', en: 'The table holds no rows.' },
  'import.too-many-rows': {
    zh: '一次最多导入{most}行，这份有{rows}行，请分开导入。',
    en: 'At most {most} rows at once; this file has {rows}. Please split it.',
  },
  'import.column-missing': { zh: '缺少“{column}”一列。', en: 'The column “{column}” is missing.' },
  'import.column-unknown': {
    zh: '“{heading}”一列用不上，没有读取。',
    en: 'The column “{heading}” is not needed and was not read.',
  },
  'import.cell-empty': { zh: '这一格必须填写。', en: 'This cell must be filled in.' },
  'import.cell-too-long': { zh: '这一格最多{most}个字。', en: 'At most {most} characters here.' },
  'import.estate-unknown': { zh: '没有小区“{value}”。', en: 'There is no estate “{value}”.' },
  'import.building-unknown': { zh: '没有楼栋“{value}”。', en: 'There is no building “{value}”.' },
  'import.building-ambiguous': {
    zh: '“{value}”在几个小区都有，请填写小区。',
    en: 'Several estates have a building “{value}”; please name the estate.',
  },
  'import.stairwell-unknown': { zh: '{building}没有“{value}”单元。', en: '{building} has no stairwell “{value}”.' },
  'import.unit-unknown': { zh: '没有单位“{value}”。', en: 'There is no unit “{value}”.' },
  'import.unit-ambiguous': {
    zh: '有几个单位都叫“{value}”，请写编号。',
    en: 'Several units are called “{value}”; please write the code.',
  },
  'import.body-unknown': { zh: '这个单位没有组织“{value}”。', en: 'This unit has no body “{value}”.' },
  'import.not-in-list': { zh: '“{value}”不在可选项里：{list}。', en: '“{value}” is none of: {list}.' },
  'import.date-invalid': {
    zh: '日期“{value}”不对，请写成2026-03-02。',
    en: 'The date “{value}” is wrong; write it as 2026-03-02.',
  },
  'import.date-in-future': { zh: '日期“{value}”还没有到。', en: 'The date “{value}” has not come yet.' },
  'import.dates-wrong': { zh: '任期止早于任期起。', en: 'The term ends before it begins.' },
  'import.born-missing': {
    zh: '没有出生日期，先按成年人计。',
    en: 'No date of birth: counted as an adult for now.',
  },
  'import.phone-invalid': { zh: '电话“{value}”不对。', en: 'The telephone “{value}” is wrong.' },
  'import.household-twice': {
    zh: '户号“{value}”已用在第{row}行的{place}。',
    en: 'Household “{value}” stands already in row {row}, at {place}.',
  },
  'import.person-twice': { zh: '{value}与第{row}行重复。', en: '{value} stands already in row {row}.' },
  'import.unit-twice': { zh: '{value}与第{row}行重复。', en: '{value} stands already in row {row}.' },
  'import.area-invalid': {
    zh: '面积“{value}”不是大于0的数。',
    en: 'The area “{value}” is no number above nought.',
  },
  'import.area-decimals': {
    zh: '面积“{value}”最多两位小数。',
    en: 'The area “{value}” may have two decimals at most.',
  },
  'import.building-total': {
    zh: '{building}各户面积合计{sum}平方米，与填写的总面积{declared}平方米不符。',
    en: 'The areas of {building} add up to {sum} m², not to the stated {declared} m².',
  },
  'import.holder-no-owner': {
    zh: '推选人“{value}”不是产权人或共有人。',
    en: '“{value}” was chosen but is none of the owners.',
  },
  'import.relative-not-stated': {
    zh: '居务监督委员要填写是不是居委会成员近亲属。',
    en: 'For a supervisor, say whether a near relative of a committee member.',
  },
  'proposal.same-person': {
    zh: '“{name}”姓名和出生日期相同，可能是同一人。',
    en: '“{name}” has the same name and date of birth: perhaps one person.',
  },
  'proposal.same-phone': {
    zh: '“{name}”电话相同，可能是同一人。',
    en: '“{name}” has the same telephone: perhaps one person.',
  },
  'proposal.same-owner': {
    zh: '产权人“{name}”姓名相同，可能是同一业主；合并后只算一个业主。',
    en: 'Owner “{name}” has the same name: perhaps one owner, who then counts once.',
  },
  'error.import-unknown': { zh: '没有这次导入。', en: 'There is no such import.' },
  'error.import-decided': { zh: '这次导入已经处理过了。', en: 'This import has been decided already.' },
  'error.import-has-errors': {
    zh: '表里还有{errors}处错误，改好后再导入。什么都没有写入。',
    en: 'The table still has {errors} errors; correct them first. Nothing was written.',
  },
  'error.import-stale': {
    zh: '名册在这期间有了变化，请重新看一遍再确认。',
    en: 'The register has changed meanwhile; please look again before you confirm.',
  },
  'error.proposals-open': {
    zh: '还有{open}处可能重复，请逐一选择合并还是分开。',
    en: 'Perhaps the same, undecided: {open}. Say of each whether to merge it.',
  },
  'error.template-unknown': {
    zh: '请选择是住户名册、产权名册还是任职名册。',
    en: 'Say whether it is a roster of households, of property or of posts.',
  },
  'error.register-of-community': {
    zh: '名册按社区管理，请选择社区。',
    en: 'A register is one community’s; please choose the community.',
  },
};
