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

/** Counts `n` down to 0; every turn leaves something behind: an activity to undo, or a task beside a condition that waits. */
export function piles(kind) {
  const left = {
    undone:
      '<task id="work"/><boundaryEvent id="done" attachedToRef="work"><compensateEventDefinition/></boundaryEvent>' +
      '<task id="undo" isForCompensation="true"/><association id="a" sourceRef="done" targetRef="undo"/>',
    opened:
      '<parallelGateway id="work"/><userTask id="task"/><sequenceFlow id="w" sourceRef="work" targetRef="task"/>' +
      '<subProcess id="watch" triggeredByEvent="true"><startEvent id="low" isInterrupting="false">' +
      '<conditionalEventDefinition><condition xsi:type="tFormalExpression">=n &lt; 0</condition>' +
      '</conditionalEventDefinition></startEvent></subProcess>',
  };
  const flow = (id, from, to, condition = '') =>
    `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${condition}</sequenceFlow>`;
  const body =
    '<startEvent id="start"/><exclusiveGateway id="merge"/>' +
    left[kind] +
    '<scriptTask id="count"><extensionElements><zeebe:script expression="=n - 1" resultVariable="n"/></extensionElements></scriptTask>' +
    '<exclusiveGateway id="more" default="out"/><endEvent id="end"><terminateEventDefinition/></endEvent>' +
    flow('a1', 'start', 'merge') +
    flow('a2', 'merge', 'work') +
    flow('a3', 'work', 'count') +
    flow('a4', 'count', 'more') +
    flow('back', 'more', 'merge', '<conditionExpression xsi:type="tFormalExpression">=n &gt; 0</conditionExpression>') +
    flow('out', 'more', 'end');
  const xml = () =>
    '<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" ' +
    `targetNamespace="urn:heyi:bench"><process id="bench" isExecutable="true">${body}</process></definitions>`;
  return { name: kind, xml, variables: {} };
}

/** @type {readonly BenchModel[]} */
export const MODELS = [
  model('ten pass-through tasks', sequence('task', 10)),
  model('fork/join × 8', forkJoin(8)),
  model('three user tasks', sequence('userTask', 3)),
  model('eight exclusive splits', splits(8), { stop: false }),
];
