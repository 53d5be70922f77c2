import type { ModelerLanguage } from './types.js';

/**
 * Words of the board itself. They stand here and not in `web/ui/labels` because those are loaded by every page, residents' too,
 * and the board is fetched only when somebody draws.
 */
const ZH = {
  board: '流程图',
  skip: '跳过流程图',
  outline: '步骤大纲',
  outlineHelp: '上下键移动，回车选中并到图上',
  outlineItem: '{type}：{name}',
  outlineNext: '后接{names}',
  outlineFindings: '{count}条问题',
  noName: '未命名',
  listSep: '、',
  partSep: '；',
  panel: '属性',
  tools: '编辑工具',
  undo: '撤销',
  redo: '重做',
  zoomIn: '放大',
  zoomOut: '缩小',
  fit: '看全图',
  copy: '复制',
  paste: '粘贴',
  find: '查找',
  remove: '删除',
  findings: '检查',
  checking: '正在检查……',
  checkFailed: '这一次没查成：{message}',
  clean: '没有发现问题。',
  counts: '{errors}个错误，{warnings}个提醒',
  error: '错误',
  warning: '提醒',
  info: '参考',
  portable: '其他引擎的要求（{count}条，不影响本系统执行）',
  ofFile: '文件 {file}',
  ofModel: '整个文件',
  toElement: '到图上',
  mark: '{severity} {count}',
  broken: '这个文件画不出来',
  brokenWhy: '{message}。文件没有改动。',
  next: '下一条问题',
};
export type LabelKey = keyof typeof ZH;

const EN: Readonly<Record<LabelKey, string>> = {
  board: 'Diagram',
  skip: 'Skip the diagram',
  outline: 'Outline of the steps',
  outlineHelp: 'Arrow keys move, Enter selects in the diagram',
  outlineItem: '{type}: {name}',
  outlineNext: 'then {names}',
  outlineFindings: 'findings: {count}',
  noName: 'no name',
  listSep: ', ',
  partSep: '; ',
  panel: 'Properties',
  tools: 'Tools',
  undo: 'Undo',
  redo: 'Redo',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Show all',
  copy: 'Copy',
  paste: 'Paste',
  find: 'Find',
  remove: 'Delete',
  findings: 'Check',
  checking: 'Checking …',
  checkFailed: 'The check did not work this time: {message}',
  clean: 'Nothing found.',
  counts: 'Errors: {errors}, warnings: {warnings}',
  error: 'Error',
  warning: 'Warning',
  info: 'Note',
  portable: 'What other engines ask for ({count}; of no effect here)',
  ofFile: 'File {file}',
  ofModel: 'The whole file',
  toElement: 'Show in the diagram',
  mark: '{severity} {count}',
  broken: 'This file cannot be drawn',
  brokenWhy: '{message}. The file was not changed.',
  next: 'Next finding',
};

export type Label = (key: LabelKey, values?: Readonly<Record<string, string | number>>) => string;

/** The words of the board in a language; `{name}` is replaced by the value of that name. */
export function labels(language: ModelerLanguage): Label {
  const texts = language === 'en' ? EN : ZH;
  return (key, values = {}) =>
    texts[key].replace(/\{([a-z]+)\}/gi, (_place, name: string) => String(values[name] ?? ''));
}
