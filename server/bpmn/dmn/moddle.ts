import { DmnModdle } from 'dmn-moddle';
import dmn13 from 'dmn-moddle/resources/dmn/json/dmn13.json' with { type: 'json' };

/** The parser speaks DMN 1.3; the parts of every version are the same otherwise, so their namespaces are read as that one. */
const PARSED = 'https://www.omg.org/spec/DMN/20191111/';
const VERSIONS: Readonly<Record<string, string>> = {
  '20130901': '1.0',
  '20151101': '1.1',
  '20180521': '1.2',
  '20191111': '1.3',
  '20211108': '1.4',
  '20230324': '1.5',
};
const NAMESPACE = /https?:\/\/www\.omg\.org\/spec\/DMN\/(\d{8})\/(MODEL\/|DMNDI\/|FEEL\/|dmn\.xsd)/g;

const inner = { serialize: 'property' };
const part = (name: string, type = 'ChildExpression') => ({ name, type, xml: inner });
const iteration = [{ name: 'iteratorVariable', isAttr: true, type: 'String' }, part('in')];

/** What DMN 1.4 and 1.5 add to 1.3 (7.3.1, 7.3.3 and 10.2.2). */
const LATER = [
  {
    name: 'ChildExpression',
    properties: [
      { name: 'id', isAttr: true, type: 'String', isId: true },
      { name: 'typeRef', isAttr: true, type: 'String' },
      { name: 'value', type: 'Expression' },
    ],
  },
  // The parser knows it by another name than the specification has.
  {
    name: 'OrganizationUnit',
    superClass: ['BusinessContextElement'],
    properties: ['decisionMade', 'decisionOwned'].map((name) => ({
      ...part(name, 'DMNElementReference'),
      isMany: true,
    })),
  },
  { name: 'Conditional', superClass: ['Expression'], properties: [part('if'), part('then'), part('else')] },
  { name: 'Filter', superClass: ['Expression'], properties: [part('in'), part('match')] },
  { name: 'For', superClass: ['Expression'], properties: [...iteration, part('return')] },
  { name: 'Some', superClass: ['Expression'], properties: [...iteration, part('satisfies')] },
  { name: 'Every', superClass: ['Expression'], properties: [...iteration, part('satisfies')] },
];

const PACKAGE = {
  ...dmn13,
  types: [
    ...dmn13.types.map((type) =>
      type.name === 'ItemDefinition'
        ? { ...type, properties: [...type.properties, part('typeConstraint', 'UnaryTests')] }
        : type,
    ),
    ...LATER,
  ],
};

/** Built once: it knows the types of DMN and keeps nothing of what it reads. */
const MODDLE = new DmnModdle({ dmn: PACKAGE });

/** The version of a DMN file by its namespace; null for one that is not known, undefined where the file names none. */
export function versionOf(xml: string): string | null | undefined {
  const named = [...xml.matchAll(NAMESPACE)].find(([, , kind]) => kind === 'MODEL/' || kind === 'dmn.xsd')?.[1];
  return named === undefined ? undefined : (VERSIONS[named] ?? null);
}

/** Parses DMN 1.1 to 1.5. Rejects what is no DMN. */
export function parseDmn(xml: string): ReturnType<DmnModdle['fromXML']> {
  return MODDLE.fromXML(
    withoutUnusedPrefix(xml).replace(NAMESPACE, (whole, version: string, kind: string) => {
      if (VERSIONS[version] === undefined) return whole;
      return `${PARSED}${kind === 'dmn.xsd' ? 'MODEL/' : kind}`;
    }),
  );
}

/**
 * Some converters declare the namespace of DMN for a prefix and then write every element without it, beside another default
 * namespace. What they mean is plain: the elements are those of DMN.
 */
function withoutUnusedPrefix(xml: string): string {
  const root = /<definitions\b[^>]*>/.exec(xml)?.[0];
  const prefix =
    root && /xmlns:([\w-]+)="https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(?:MODEL\/|dmn\.xsd)"/.exec(root)?.[1];
  const standing = root && /\sxmlns="([^"]*)"/.exec(root);
  if (!root || !prefix || !standing || xml.includes(`<${prefix}:`)) return xml;
  return xml.replace(
    root,
    root.replace(standing[0], ` xmlns="${PARSED}MODEL/"`).replace(`xmlns:${prefix}=`, `xmlns:unused=`),
  );
}
