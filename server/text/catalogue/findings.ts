import type { Catalogue } from '../types.js';

/** What a check found in a procedure; the element's name stands beside. */
export const FINDINGS: Catalogue = {
  // the file
  'finding.doctype': { zh: '文件里有 DOCTYPE，不能读。', en: 'The file has a DOCTYPE and is not read.' },
  'finding.xml': { zh: 'XML 写得不对：{message}', en: 'The XML is wrong: {message}' },
  'finding.file-kind': { zh: '只读 .bpmn、.dmn 和 .form 文件。', en: 'Only .bpmn, .dmn and .form files are read.' },
  'finding.json': { zh: 'JSON 写得不对：{message}', en: 'The JSON is wrong: {message}' },
  'finding.no-process': { zh: '文件里没有流程。', en: 'There is no process in the file.' },
  'finding.process-not-executable': { zh: '流程没有标为可执行。', en: 'The process is not marked as executable.' },
  'finding.duplicate-id': { zh: '编号“{id}”用了两次。', en: 'Id “{id}” is used twice.' },
  'finding.duplicate-process': {
    zh: '流程“{id}”在“{other}”里已经有了。',
    en: 'Process “{id}” is already in “{other}”.',
  },
  'finding.duplicate-decision': {
    zh: '决策表“{id}”在“{other}”里已经有了。',
    en: 'Decision “{id}” is already in “{other}”.',
  },
  'finding.personal-data': {
    zh: '给大家看的文字里有个人信息：{what}。',
    en: 'A text for everybody holds personal data: {what}.',
  },
  'finding.duplicate-form': { zh: '表单“{id}”在“{other}”里已经有了。', en: 'Form “{id}” is already in “{other}”.' },
  'finding.unknown-main': { zh: '没有流程“{id}”。', en: 'There is no process “{id}”.' },
  // what the engine does not execute
  'finding.unsupported': {
    zh: '系统不执行“{construct}”，请换一种画法。',
    en: '“{construct}” is not executed; draw it another way.',
  },
  'finding.foreign-extension': { zh: '不认识扩展“{construct}”。', en: 'The extension “{construct}” is not known.' },
  'finding.misplaced-extension': { zh: '“{construct}”放错了地方。', en: '“{construct}” is in the wrong place.' },
  'finding.duplicate-extension': { zh: '“{construct}”写了两次。', en: '“{construct}” is written twice.' },
  // structure
  'finding.no-start': { zh: '没有起点。', en: 'There is no start.' },
  'finding.several-starts': {
    zh: '有{count}个起点，只能有一个。',
    en: 'There are {count} starts; only one is allowed.',
  },
  'finding.start-not-none': {
    zh: '这里的起点不能等时间或消息。',
    en: 'This start cannot wait for a time or a message.',
  },
  'finding.no-incoming': { zh: '没有连线走到这里。', en: 'No flow leads here.' },
  'finding.unreachable': { zh: '从起点走不到这里。', en: 'It cannot be reached from the start.' },
  'finding.start-incoming': { zh: '不能有连线走回起点。', en: 'No flow may lead to a start.' },
  'finding.end-outgoing': { zh: '终点后面不能再有连线。', en: 'No flow may leave an end.' },
  'finding.boundary-incoming': { zh: '不能有连线走到边界事件。', en: 'No flow may lead to a boundary event.' },
  'finding.boundary-no-outgoing': { zh: '边界事件后面没有步骤。', en: 'Nothing follows the boundary event.' },
  'finding.boundary-not-attached': {
    zh: '边界事件没有附在步骤上。',
    en: 'The boundary event is not attached to a step.',
  },
  'finding.boundary-same-error': { zh: '同一步接了两次错误“{code}”。', en: 'The step takes error “{code}” twice.' },
  'finding.boundary-same-escalation': {
    zh: '同一步接了两次上报“{code}”。',
    en: 'The step takes escalation “{code}” twice.',
  },
  'finding.event-sub-process-flow': {
    zh: '事件子流程前后不能有连线。',
    en: 'No flow may lead to or from an event sub-process.',
  },
  'finding.event-sub-process-same': {
    zh: '这里有两个事件子流程接同一个“{code}”。',
    en: 'Two event sub-processes here take the same “{code}”.',
  },
  'finding.compensation-flow': {
    zh: '撤销的步骤和它的事件不能有连线，只用关联线。',
    en: 'What undoes and the event that points at it have no flows, only an association.',
  },
  'finding.compensation-no-handler': {
    zh: '补偿事件没有用关联线指向撤销的步骤。',
    en: 'The compensation event points at no step that undoes.',
  },
  'finding.compensation-unused': {
    zh: '没有补偿事件指向这个撤销的步骤。',
    en: 'No compensation event points at this step, so it never runs.',
  },
  'finding.compensation-twice': {
    zh: '同一步有两个补偿事件。',
    en: 'The step has two compensation events.',
  },
  'finding.compensation-not-visible': {
    zh: '从这里撤销不了“{activity}”：它不在同一层。',
    en: '“{activity}” cannot be undone from here: it lies in another scope.',
  },
  'finding.compensation-nothing': {
    zh: '“{activity}”没有可以撤销的内容。',
    en: 'Nothing of “{activity}” can be undone.',
  },
  'finding.loop-missing': {
    zh: '多次办理没有填名单，也没有填次数。',
    en: 'The step runs several times, but neither a collection nor a number is given.',
  },
  'finding.loop-both': {
    zh: '多次办理的名单和次数只能填一个。',
    en: 'The step has both a collection and a number of runs; only one is allowed.',
  },
  'finding.loop-item': {
    zh: '没有填名单，就没有每一项的名称。',
    en: 'Without a collection there is no item to name.',
  },
  'finding.loop-output': {
    zh: '结果名单和每次的结果要一起填。',
    en: 'The list of results and what goes into it must be given together.',
  },
  'finding.flow-crosses-scope': {
    zh: '连线“{flow}”穿过了子流程的边界。',
    en: 'Flow “{flow}” crosses the border of a sub-process.',
  },
  'finding.condition-missing': { zh: '连线“{flow}”没有条件。', en: 'Flow “{flow}” has no condition.' },
  'finding.condition-misplaced': { zh: '连线“{flow}”不能有条件。', en: 'Flow “{flow}” cannot have a condition.' },
  'finding.default-with-condition': {
    zh: '“其他情况”的连线“{flow}”不能有条件。',
    en: 'The default flow “{flow}” cannot have a condition.',
  },
  'finding.default-not-outgoing': {
    zh: '“其他情况”的连线“{flow}”不从这里出发。',
    en: 'The default flow “{flow}” does not leave here.',
  },
  'finding.no-default': { zh: '分支没有“其他情况”。', en: 'The branch has no other case.' },
  'finding.implicit-end': { zh: '后面没有步骤，也没有终点。', en: 'Nothing follows, not even an end.' },
  'finding.link-no-target': {
    zh: '链接“{name}”没有接收的一端。',
    en: 'Nothing here catches link “{name}”.',
  },
  'finding.link-no-source': {
    zh: '链接“{name}”没有发出的一端。',
    en: 'Nothing here throws link “{name}”.',
  },
  'finding.link-twice': {
    zh: '链接“{name}”有两个接收的一端，另一个是“{other}”。',
    en: 'Link “{name}” is caught twice; the other one is “{other}”.',
  },
  'finding.link-flow': {
    zh: '链接“{name}”已经连着，不能再画连线。',
    en: 'Link “{name}” leads there already; no flow may be drawn besides.',
  },
  'finding.event-gateway-few': {
    zh: '事件网关后面至少要有两个事件。',
    en: 'At least two events must follow an event-based gateway.',
  },
  'finding.event-gateway-target': {
    zh: '事件网关后面只能放等待的事件或接收任务。',
    en: 'Only events that wait and receive tasks may follow an event-based gateway.',
  },
  'finding.event-gateway-incoming': {
    zh: '事件网关后面的事件不能再从别处走到。',
    en: 'An event behind an event-based gateway can be reached from there only.',
  },
  // fields
  'finding.field-missing': { zh: '没有填“{field}”。', en: '“{field}” is not set.' },
  'finding.not-an-expression': {
    zh: '“{field}”应是算式，以 = 开头。',
    en: '“{field}” must be an expression beginning with =.',
  },
  'finding.not-a-number': { zh: '“{field}”应是数字。', en: '“{field}” must be a number.' },
  'finding.timer-misplaced': { zh: '这里不能用这种时间。', en: 'Such a timer cannot be used here.' },
  'finding.bad-target': {
    zh: '“{field}”的名称“{target}”不能用。',
    en: 'The name “{target}” of “{field}” cannot be used.',
  },
  'finding.feel': {
    zh: '“{field}”的算式有错：{code|say:feel}',
    en: 'The expression of “{field}” is wrong: {code|say:feel}',
  },
  // within a set
  'finding.unknown-process': { zh: '找不到流程“{id}”。', en: 'Process “{id}” cannot be found.' },
  'finding.unknown-decision': { zh: '找不到决策表“{id}”。', en: 'Decision “{id}” cannot be found.' },
  'finding.unknown-form': { zh: '找不到表单“{id}”。', en: 'Form “{id}” cannot be found.' },
  // decisions
  'finding.dmn-version': {
    zh: '不认识这个 DMN 版本：{namespace}',
    en: 'This version of DMN is not known: {namespace}',
  },
  'finding.dmn-unsupported': { zh: '系统不执行“{construct}”。', en: '“{construct}” is not executed.' },
  'finding.dmn-type': { zh: '没有类型“{type}”。', en: 'There is no type “{type}”.' },
  'finding.dmn-requirement': {
    zh: '决策表需要的“{id}”不在。',
    en: 'The decision requires “{id}”, which is not there.',
  },
  'finding.dmn-not-required': {
    zh: '用到了“{name}”，但没有连到它。',
    en: 'It reads “{name}”, which it does not require.',
  },
  'finding.dmn-import': { zh: '缺少引入的模型“{namespace}”。', en: 'The imported model “{namespace}” is not there.' },
  'finding.dmn-cell': {
    zh: '第{row}行第{column}列（{part|label:cell}）写得不对：{code|say:feel}',
    en: 'Row {row}, {part|label:cell} column {column}: {code|say:feel}',
  },
  'finding.dmn-overlap': {
    zh: '第{rows|list}行会同时成立，只能有一行成立。',
    en: 'Rows {rows|list} match at the same time; only one may.',
  },
  'finding.dmn-gap': { zh: '没有一行管这种情况：{values|pairs}。', en: 'No row takes {values|pairs}.' },
  'finding.dmn-cycle': { zh: '决策互相需要：{ids|list}。', en: 'Decisions require each other: {ids|list}.' },
  'finding.dmn-rule-width': {
    zh: '规则“{rule}”应有{inputs}项输入、{outputs}项输出。',
    en: 'Rule “{rule}” must have {inputs} inputs and {outputs} outputs.',
  },
  'finding.dmn-hit-policy': {
    zh: '命中方式“{hitPolicy}”不能这样用。',
    en: 'Hit policy “{hitPolicy}” cannot be used so.',
  },
  'finding.dmn-output-values': {
    zh: '这种命中方式要列出输出值的次序。',
    en: 'This hit policy needs the order of output values.',
  },
  'finding.dmn-empty': { zh: '决策里没有内容。', en: 'The decision is empty.' },
  'finding.duplicate-name': { zh: '名称“{name}”用了两次。', en: 'The name “{name}” is used twice.' },
  // forms
  'finding.form-field': { zh: '表单不能用“{type}”这种字段。', en: 'A form cannot have a field of type “{type}”.' },
  'finding.form-key': { zh: '表单字段“{key}”没有名称或重复。', en: 'Form field “{key}” has no key or is repeated.' },
  'finding.form-rule': { zh: '看不懂字段“{key}”的要求。', en: 'The validation of field “{key}” is not understood.' },
  'finding.form-shape': { zh: '这不是表单。', en: 'This is no form.' },
  'finding.form-options': { zh: '没有可选的项。', en: 'There is nothing to choose from.' },
  // law of other tools
  'finding.portable': { zh: '在别的工具里可能不能用：{message}', en: 'It may not work in other tools: {message}' },
};
