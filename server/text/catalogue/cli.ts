import type { Catalogue } from '../types.js';

/** Words of the `heyi` command. */
export const CLI: Catalogue = {
  'cli.unknown-command': {
    zh: '没有 {command} 这个命令。运行 heyi help 可看全部命令。',
    en: 'There is no command {command}. heyi help lists them all.',
  },
  'cli.unknown-option': { zh: '没有 {option} 这个选项。', en: 'There is no option {option}.' },
  'cli.option-needs-value': { zh: '选项 {option} 后面要有内容。', en: 'Option {option} needs a value.' },
  'cli.option-takes-no-value': { zh: '选项 {option} 后面不能带内容。', en: 'Option {option} takes no value.' },
  'cli.option-twice': { zh: '选项 {option} 只能写一次。', en: 'Option {option} is given twice.' },
  'cli.option-missing': { zh: '缺少选项 {option}。', en: 'Option {option} is missing.' },
  'cli.option-not-here': { zh: '选项 {option} 在这里不能用。', en: 'Option {option} cannot be used here.' },
  'cli.argument-missing': { zh: '缺少 {argument}。', en: '{argument} is missing.' },
  'cli.argument-too-many': { zh: '多了一项：{argument}。', en: 'One argument too many: {argument}.' },
  'cli.usage': { zh: '用法：{usage}', en: 'Usage: {usage}' },
  'cli.file': { zh: '读不了文件 {file}（{reason}）。', en: 'Cannot read {file} ({reason}).' },
  'cli.file-write': { zh: '写不了文件 {file}（{reason}）。', en: 'Cannot write {file} ({reason}).' },
  'cli.file-kind': { zh: '文件 {file} 不是 .bpmn、.dmn 或 .form。', en: '{file} is no .bpmn, .dmn or .form file.' },
  'cli.json': { zh: '不是有效的 JSON：{reason}', en: 'Not valid JSON: {reason}' },
  'cli.json-key': { zh: '名称 {key} 不能以 ~ 开头。', en: 'The name {key} must not begin with ~.' },
  'cli.json-number': { zh: '数值 {number} 超出范围。', en: 'The number {number} is out of range.' },
  'cli.json-object': { zh: '{what} 应是一个 JSON 对象。', en: '{what} must be a JSON object.' },
  'cli.json-array': { zh: '{what} 应是一个 JSON 数组。', en: '{what} must be a JSON array.' },
  'cli.request-field': { zh: '请求中的 {field} 不对。', en: 'The field {field} of the request is wrong.' },
  'cli.instant': {
    zh: '{text} 不是时刻，应像 2026-01-01T00:00:00+08:00。',
    en: '{text} is no instant such as 2026-01-01T00:00:00+08:00.',
  },
  'cli.script-step': { zh: '脚本第 {number} 步看不懂。', en: 'Step {number} of the script is not understood.' },
  'cli.process-unknown': { zh: '文件里没有流程 {process}。', en: 'There is no process {process} in the file.' },
  'cli.process-none': { zh: '文件里没有可执行的流程。', en: 'There is no executable process in the file.' },
  'cli.process-several': {
    zh: '文件里有几个流程（{processes}），请用 --process 指明一个。',
    en: 'There are several processes in the file ({processes}); name one with --process.',
  },
  'cli.start-timer': {
    zh: '开始事件 {element} 的时间算不出来。',
    en: 'The time of start event {element} cannot be computed.',
  },
  'cli.decision-unknown': { zh: '文件里没有决策 {decision}。', en: 'There is no decision {decision} in the file.' },
  'cli.skipped': {
    zh: '第 {number} 步没有可办的事，已跳过。',
    en: 'Step {number} found nothing to act on and was skipped.',
  },
  'cli.run.completed': { zh: '流程已办结。', en: 'The process completed.' },
  'cli.run.waiting': { zh: '流程停在：{elements}。', en: 'The process waits at: {elements}.' },
  'cli.run.stuck': {
    zh: '流程停住了：没有可办的事，汇合处在等一条不会来的分支。',
    en: 'The process is stuck: nothing can be done, a join waits for a branch that will not come.',
  },
  'cli.run.incident': {
    zh: '流程遇到问题：{element}：{message}',
    en: 'The process has an incident: {element}: {message}',
  },
  'cli.run.terminated': { zh: '流程已终止。', en: 'The process was terminated.' },
  'cli.refused': { zh: '没有运行：{message}', en: 'Not run: {message}' },
  'cli.decision-missing': {
    zh: '没有指明决策，文件里也不只有一个。',
    en: 'No decision was named, and the file has not exactly one.',
  },
  'cli.lint.nothing': {
    zh: '{path} 里没有 .bpmn、.dmn 或 .form 文件。',
    en: 'There is no .bpmn, .dmn or .form file in {path}.',
  },
  'cli.lint.clean': { zh: '没有发现问题。', en: 'No findings.' },
  'cli.lint.count': {
    zh: '错误 {errors} 个，警告 {warnings} 个，提示 {infos} 个。',
    en: '{errors} errors, {warnings} warnings, {infos} notes.',
  },
  'cli.test.none': { zh: '没有找到场景。', en: 'No scenarios found.' },
  'cli.test.passed': { zh: '通过  {scenario}', en: 'passed  {scenario}' },
  'cli.test.failed': { zh: '未通过  {scenario}', en: 'failed  {scenario}' },
  'cli.test.difference': {
    zh: '  第 {step} 步 {what}：应为 {expected}，实为 {found}',
    en: '  step {step} {what}: expected {expected}, found {found}',
  },
  'cli.test.count': { zh: '通过 {passed} 个，未通过 {failed} 个。', en: '{passed} passed, {failed} failed.' },
  'cli.layout.drawn': { zh: '已画好 {file} 的图。', en: 'The diagram of {file} was drawn.' },
  'cli.layout.kept': { zh: '{file} 已有图，没有改动。', en: '{file} has a diagram already; nothing was changed.' },
  'cli.tally.outcome': {
    zh: '结果：{outcome|label:outcome} {winners}',
    en: 'Result: {outcome|label:outcome} {winners}',
  },
  'cli.tally.field': { zh: '计票文件不对：{reason}', en: 'The poll file is wrong: {reason}' },
  'cli.verify.not-evidence': { zh: '这不是证据文件。', en: 'This is no evidence file.' },
  'cli.verify.difference': {
    zh: '  记录链 {stream} 第 {seq} 条：{what}',
    en: '  stream {stream}, record {seq}: {what}',
  },
  'cli.verify.self-consistent': {
    zh: '结论：这份历史自身一致，重新执行结果相同。',
    en: 'Verdict: the history agrees with itself and executes to the same.',
  },
  'cli.verify.unverifiable': {
    zh: '结论：没有发现不一致，但有内容缺失，不能全部核对。',
    en: 'Verdict: nothing differs, but parts are missing and cannot be checked.',
  },
  'cli.verify.failed': { zh: '结论：不一致。', en: 'Verdict: failed.' },
  'cli.verify.not.entered': { zh: '未证明：录入的内容是否属实。', en: 'Not proved: that what was entered is true.' },
  'cli.verify.not.identity': {
    zh: '未证明：登记时的身份核对。',
    en: 'Not proved: the identity checks at enrolment.',
  },
  'cli.verify.not.device': {
    zh: '未证明：投票人的设备可靠。',
    en: 'Not proved: that the voters’ devices can be trusted.',
  },
  'cli.verify.not.coercion': { zh: '未证明：没有人受到胁迫。', en: 'Not proved: that nobody was coerced.' },
  'cli.verify.not.heads': {
    zh: '未证明：与公布的签名摘要相符（这份证据不含签名摘要，也未设见证方）。',
    en: 'Not proved: that it is the published history (this evidence holds no signed head and no witness).',
  },
  'cli.unexpected': { zh: '程序出错：{reason}', en: 'Unexpected error: {reason}' },
};
