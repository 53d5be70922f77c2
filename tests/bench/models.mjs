// The models of the bench, as BPMN text in two dialects: ours (FEEL) and that of bpmn-engine (its own expressions).

/**
 * @typedef {object} BenchModel
 * @property {string} name
 * @property {(dialect: 'heyi' | 'peer') => string} xml
 * @property {Record<string, boolean>} variables what the conditions read
 */

/** The condition that a boolean variable is true. */
const CONDITION = {
  heyi: (name) => `=${name}`,
  peer: (name) => `\${environment.variables.${name}}`,
};

class Drawing {
  #body = '';
  #flows = 0;

  constructor(dialect) {
    this.dialect = dialect;
  }

  element(kind, id, attributes = '') {
    this.#body += `<${kind} id="${id}"${attributes}/>`;
    return id;
  }

  flow(source, target, condition = null, id = `f${this.#flows}`) {
    this.#flows += 1;
    const inner =
      condition === null
        ? ''
        : `<conditionExpression xsi:type="tFormalExpression">${CONDITION[this.dialect](condition)}</conditionExpression>`;
    this.#body += `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${inner}</sequenceFlow>`;
  }

  get xml() {
    return (
      '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" ' +
      'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="urn:heyi:bench">' +
      `<process id="bench" isExecutable="true">${this.#body}</process></definitions>`
    );
  }
}

function model(name, draw, variables = {}) {
  const xml = (dialect) => {
    const drawing = new Drawing(dialect);
    draw(drawing);
    return drawing.xml;
  };
  return { name, xml, variables };
}

/** Start, so many elements of a kind one after another, end. */
function sequence(kind, count) {
  return (drawing) => {
    let before = drawing.element('startEvent', 'start');
    for (let i = 1; i <= count; i++) {
      const id = drawing.element(kind, `t${i}`);
      drawing.flow(before, id);
      before = id;
    }
    drawing.flow(before, drawing.element('endEvent', 'end'));
  };
}

function forkJoin(width) {
  return (drawing) => {
    drawing.element('startEvent', 'start');
    drawing.element('parallelGateway', 'fork');
    drawing.element('parallelGateway', 'join');
    drawing.element('endEvent', 'end');
    drawing.flow('start', 'fork');
    for (let i = 1; i <= width; i++) {
      const id = drawing.element('task', `t${i}`);
      drawing.flow('fork', id);
      drawing.flow(id, 'join');
    }
    drawing.flow('join', 'end');
  };
}

/** Every split has an end of its own, which is not taken; the default goes on to the next split. */
function splits(count) {
  return (drawing) => {
    let before = drawing.element('startEvent', 'start');
    let flow;
    for (let i = 1; i <= count; i++) {
      const id = drawing.element('exclusiveGateway', `g${i}`, ` default="on${i}"`);
      drawing.flow(before, id, null, flow);
      drawing.flow(id, drawing.element('endEvent', `end${i}`), 'stop');
      flow = `on${i}`;
      before = id;
    }
    drawing.flow(before, drawing.element('endEvent', 'end'), null, flow);
  };
}

/** So many pairs of an exclusive split and an exclusive merge, with two ways between them. */
export function pairs(count) {
  return model(
    `exclusive pairs × ${count}`,
    (drawing) => {
      let before = drawing.element('startEvent', 'start');
      for (let i = 1; i <= count; i++) {
        const split = drawing.element('exclusiveGateway', `s${i}`, ` default="d${i}"`);
        const merge = drawing.element('exclusiveGateway', `m${i}`);
        drawing.flow(before, split);
        drawing.flow(split, merge, 'stop', `c${i}`);
        drawing.flow(split, merge, null, `d${i}`);
        before = merge;
      }
      drawing.flow(before, drawing.element('endEvent', 'end'));
    },
    { stop: false },
  );
}

/** @type {readonly BenchModel[]} */
export const MODELS = [
  model('ten pass-through tasks', sequence('task', 10)),
  model('fork/join × 8', forkJoin(8)),
  model('three user tasks', sequence('userTask', 3)),
  model('eight exclusive splits', splits(8), { stop: false }),
];
