// Checked by `vue-tsc` with the pages: it reaches into the drawing board.
import { createApp, h, nextTick, ref, shallowRef } from 'vue';
import type { ModelFile } from '#bpmn';
import '../../../web/ui/css/tokens.css';
import '../../../web/ui/css/base.css';
import { ProcedureModeler, type ModelerHandle } from '../../../web/editor/modeler/index.js';
import type { Bench } from './bench.js';
import { createBoard } from '../../../web/editor/modeler/board.js';

const xml = ref('');
const files = shallowRef<readonly ModelFile[]>([]);
const language = ref<'zh-CN' | 'en'>('zh-CN');
const board = ref<ModelerHandle | null>(null);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const $ = (selector: string): Element | null => document.querySelector(selector);

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 500) throw new Error('waited in vain');
    await pause(20);
  }
}

const bench: Bench = {
  changes: [],
  selected: [],
  async show(text, others) {
    xml.value = '';
    await nextTick();
    bench.changes.length = 0;
    files.value = others;
    xml.value = text;
    await until(() => $('.modeler-board .djs-element') !== null || $('.modeler-broken') !== null);
    await bench.checked();
  },
  async speak(now) {
    language.value = now;
    await nextTick();
    await until(() => $('.modeler-board .djs-element') !== null);
  },
  async focus(id) {
    board.value?.focus(id);
    await pause(60);
  },
  async checked() {
    await nextTick();
    await until(
      () =>
        $('.modeler-findings-head .note, .modeler-findings-head .modeler-late') !== null &&
        !/正在检查|Checking/.test($('.modeler-findings-head')?.textContent ?? ''),
    );
  },
  until: (changes) => until(() => bench.changes.length >= changes),
  last: (text) => until(() => bench.changes.at(-1) === text),
  found: () => [...document.querySelectorAll('.modeler-finding')].map((one) => one.textContent ?? ''),
  async through(text) {
    const [place, panel] = [document.createElement('div'), document.createElement('div')];
    document.body.append(place, panel);
    const { modeler } = createBoard(place, panel, 'zh-CN');
    const { warnings } = await modeler.importXML(text);
    // the panel takes a moment; it must not write anything either
    await pause(50);
    const saved = (await modeler.saveXML({ format: true })).xml ?? '';
    modeler.destroy();
    place.remove();
    panel.remove();
    return { warnings: warnings.map(String), xml: saved };
  },
  async panel(id) {
    await bench.focus(id);
    const copy = $('.modeler-panel')?.cloneNode(true) as HTMLElement;
    for (const field of copy.querySelectorAll('.cm-editor, textarea, script, style')) field.remove();
    // one text a line: words of two texts do not run into each other
    const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) texts.push(node.textContent ?? '');
    for (const named of copy.querySelectorAll('[title], [aria-label], [placeholder]'))
      for (const name of ['title', 'aria-label', 'placeholder']) texts.push(named.getAttribute(name) ?? '');
    return texts.join('\n');
  },
};
(globalThis as unknown as { bench: Bench }).bench = bench;

createApp({
  render: () =>
    xml.value === ''
      ? null
      : h('div', { style: 'height: 100vh' }, [
          h(ProcedureModeler, {
            ref: board,
            xml: xml.value,
            files: files.value,
            day: '2026-03-02',
            language: language.value,
            onChange: (text: string) => {
              bench.changes.push(text);
              xml.value = text;
            },
            onSelect: (id: string | null) => bench.selected.push(id),
          }),
        ]),
}).mount('#app');
