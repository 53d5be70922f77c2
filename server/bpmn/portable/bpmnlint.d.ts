/** bpmnlint and its plugin ship no declarations for their main entries; this is the part we use. */
declare module 'bpmnlint' {
  type Rule = (configuration: unknown) => unknown;
  interface Report {
    readonly id?: string;
    readonly name?: string;
    readonly message: string;
    /** `rule-error` where the rule itself failed. */
    readonly category: string;
  }
  interface Configuration {
    readonly extends?: string;
    readonly rules?: Readonly<Record<string, unknown>>;
  }
  export class Linter {
    constructor(options: {
      readonly resolver: {
        resolveRule(packageName: string, ruleName: string): Rule | undefined;
        resolveConfig(packageName: string, configName: string): Configuration | undefined;
      };
      readonly config: Configuration;
    });
    lint(definitions: unknown): Promise<Readonly<Record<string, readonly Report[]>>>;
  }
}

declare module 'bpmnlint/rules/*' {
  const rule: (configuration: unknown) => unknown;
  export default rule;
}

declare module 'bpmnlint-plugin-camunda-compat' {
  const plugin: { readonly configs: Readonly<Record<string, { readonly rules: Readonly<Record<string, unknown>> }>> };
  export default plugin;
}

declare module 'bpmnlint-plugin-camunda-compat/rules/*' {
  const rule: (configuration: unknown) => unknown;
  export default rule;
}
