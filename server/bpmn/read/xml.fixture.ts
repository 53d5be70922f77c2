/** Wraps flow elements into a BPMN document, so that a test shows only what it is about. */
export function bpmn(flowElements: string, more: { readonly root?: string; readonly process?: string } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definitions" targetNamespace="http://example.org">
  <bpmn:process id="p" name="流程" isExecutable="true" ${more.process ?? ''}>${flowElements}</bpmn:process>
  ${more.root ?? ''}
</bpmn:definitions>`;
}

/** Start → the given element(s) with id `a` → end. */
export function around(element: string, more: { readonly root?: string } = {}): string {
  return bpmn(
    `<bpmn:startEvent id="s"/>${element}<bpmn:endEvent id="e"/>
     <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="a"/><bpmn:sequenceFlow id="f2" sourceRef="a" targetRef="e"/>`,
    more,
  );
}

export function extensions(inner: string): string {
  return `<bpmn:extensionElements>${inner}</bpmn:extensionElements>`;
}
