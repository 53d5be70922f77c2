import type { Lane } from '#engine';
import type { Findings } from '../findings.js';
import { child, children, isNode, text, type Node } from '../xml.js';
import { propertiesOf, readExtensions } from './extensions.js';

/** Lanes of a process with what lies in them. */
export interface Lanes {
  readonly lanes: readonly Lane[];
  /** Element id → index into `lanes`: the innermost lane that names it. */
  readonly laneOf: ReadonlyMap<string, number>;
}

/** Reads lane sets, outer lanes before inner ones. A lane without `lane.role` has the role of the lane around it. */
export function readLanes(process: Node, findings: Findings): Lanes {
  const lanes: Lane[] = [];
  const laneOf = new Map<string, number>();
  const readSet = (set: Node, outerRole: string | null): void => {
    for (const node of children(set, 'lanes')) {
      const id = text(node, 'id') ?? '';
      const own = propertiesOf(readExtensions(node, findings))['lane.role'] ?? null;
      const role = own ?? outerRole;
      const index = lanes.push({ id, name: text(node, 'name'), role: role ?? id }) - 1;
      const members = node['flowNodeRef'];
      for (const member of Array.isArray(members) ? members.filter(isNode) : []) {
        laneOf.set(text(member, 'id') ?? '', index);
      }
      const inner = child(node, 'childLaneSet');
      if (inner) readSet(inner, role);
    }
  };
  for (const set of children(process, 'laneSets')) readSet(set, null);
  return { lanes, laneOf };
}
