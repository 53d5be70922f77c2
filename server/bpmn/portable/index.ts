import { Linter } from 'bpmnlint';
import { Findings, type Finding } from '../findings.js';
import { remembering } from '../remember.js';
import { readBpmnXml } from '../xml.js';

const TARGET = 'plugin:camunda-compat/camunda-cloud-8-8';

/**
 * What Camunda 8.8 would say about a model: bpmnlint with Camunda's compatibility rules. Always information, because
 * our engine decides what is executed. The rules are loaded on first use: running a model does not need them.
 */
export const portabilityOf: (xml: string, path: string) => Promise<readonly Finding[]> = remembering(judge);

async function judge(xml: string, path: string): Promise<readonly Finding[]> {
  const findings = new Findings(path);
  const definitions = await readBpmnXml(xml, findings);
  // What cannot be read has been said by the reader of the model; the rules rely on a model that is whole.
  if (!definitions || findings.list.length > 0) return [];
  const { resolver } = await import('./rules.js');
  const results = await new Linter({ resolver, config: { extends: TARGET } }).lint(definitions);
  const reported = new Findings(path);
  for (const [rule, reports] of Object.entries(results)) {
    for (const report of reports.filter(({ category }) => category !== 'rule-error')) {
      const place = report.id === undefined ? null : { id: report.id, name: report.name };
      reported.add(place, 'portable', 'info', { rule, message: report.message });
    }
  }
  return reported.list;
}
