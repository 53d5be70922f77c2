// A drawing as large as wanted: tasks one after the other, in rows of twenty, with their shapes.
const ROW = 20;
const [WIDTH, HEIGHT, STEP, LINE] = [100, 80, 150, 140];
const place = (n) => ({ x: 150 + (n % ROW) * STEP, y: 100 + Math.floor(n / ROW) * LINE });

/** BPMN 2.0 XML of a process with so many user tasks between its start and its end. */
export function drawn(tasks) {
  const ids = ['start', ...Array.from({ length: tasks }, (_, n) => `t${n}`), 'end'];
  const flows = ids.slice(1).map((id, n) => ({ id: `f${n}`, from: ids[n], to: id }));
  const nodes = ids.map((id, n) => {
    const ends = [
      ...flows.filter(({ to }) => to === id).map((flow) => `<bpmn:incoming>${flow.id}</bpmn:incoming>`),
      ...flows.filter(({ from }) => from === id).map((flow) => `<bpmn:outgoing>${flow.id}</bpmn:outgoing>`),
    ].join('');
    if (id === 'start') return `<bpmn:startEvent id="start" name="开始">${ends}</bpmn:startEvent>`;
    if (id === 'end') return `<bpmn:endEvent id="end" name="办结">${ends}</bpmn:endEvent>`;
    return `<bpmn:userTask id="${id}" name="第${n}步"><bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="worker" /></bpmn:extensionElements>${ends}</bpmn:userTask>`;
  });
  const lines = flows.map(
    ({ id, from, to }) => `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`,
  );
  const shapes = ids.map((id, n) => {
    const { x, y } = place(n);
    const [width, height] = id.startsWith('t') ? [WIDTH, HEIGHT] : [36, 36];
    return `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" /></bpmndi:BPMNShape>`;
  });
  const edges = flows.map(({ id }, n) => {
    const [a, b] = [place(n), place(n + 1)];
    return `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${a.x + WIDTH}" y="${a.y + 40}" /><di:waypoint x="${b.x}" y="${b.y + 40}" /></bpmndi:BPMNEdge>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">
<bpmn:process id="bench" name="测量" isExecutable="true">${nodes.join('')}${lines.join('')}</bpmn:process>
<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="p" bpmnElement="bench">${shapes.join('')}${edges.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}
