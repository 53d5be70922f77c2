/** Texts the packages write out without asking for a translation. */
export const STRAY: Readonly<Record<string, string>> = {
  'Select a template': '选择模板',
  Results: '结果',
  // written once, in the language the board was put up in
  'Search in diagram': '在图中查找',
  'Toggle section': '展开或收起',
  Create: '新建',
  'Opened in popup': '已在大窗口里打开',
  Back: '返回',
  'Open entry documentation': '打开说明',
  'Powered by bpmn.io': '由 bpmn.io 绘制',
};

const COUNT = /^List contains (\d+) items?$/;

/** The Chinese for such a text; undefined where it is none of them. */
export function stray(text: string): string | undefined {
  const count = COUNT.exec(text)?.[1];
  return count === undefined ? (Object.hasOwn(STRAY, text) ? STRAY[text] : undefined) : `共${count}项`;
}

const ENGLISH: ReadonlyMap<string, string> = new Map(Object.entries(STRAY).map(([text, said]) => [said, text]));

/** The other way round. */
export const unstray = (text: string): string | undefined => ENGLISH.get(text);
