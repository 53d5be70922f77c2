import type { HouseholdRow, OwnersRow, PersonRow, PropertyRow } from '../rows.js';
import { planHouseholds, readHouseholds, type Decisions, type HouseholdsReading } from './households.js';
import { readPosts, type PostsGround, type PostsReading } from './posts.js';
import { planProperty, readProperty, type PropertyReading } from './property.js';
import type { KnownUnit, Proposal } from './reading.js';
import type { Table } from './table.js';

/** 住户名册, 产权名册, 任职名册. */
export const TEMPLATES = ['households', 'property', 'posts'] as const;
export type Template = (typeof TEMPLATES)[number];

/**
 * Everything a roster is checked against, in plain values that can be handed to another thread: the community with its
 * units and bodies, today (`YYYY-MM-DD`), and what its register holds.
 */
export interface RosterGround {
  readonly community: string;
  readonly day: string;
  readonly units: readonly KnownUnit[];
  readonly bodies: PostsGround['bodies'];
  readonly persons: readonly PersonRow[];
  readonly households: readonly HouseholdRow[];
  readonly properties: readonly PropertyRow[];
  readonly owners: readonly OwnersRow[];
}

export type RosterReading =
  | ({ readonly template: 'households' } & HouseholdsReading)
  | ({ readonly template: 'property' } & PropertyReading)
  | ({ readonly template: 'posts'; readonly proposals: readonly Proposal[] } & PostsReading);

/** Reads and checks a roster of any kind: findings by row, duplicates, areas, who may be the same. Nothing is changed by it. */
export function checkRoster(template: Template, table: Table, ground: RosterGround): RosterReading {
  switch (template) {
    case 'households':
      return { template, ...readHouseholds(table, ground) };
    case 'property':
      return { template, ...readProperty(table, ground) };
    case 'posts':
      return { template, proposals: [], ...readPosts(table, ground) };
  }
}

export interface PlannedRows {
  readonly persons?: readonly PersonRow[];
  readonly households?: readonly HouseholdRow[];
  readonly units?: readonly PropertyRow[];
  readonly owners?: readonly OwnersRow[];
}

/** The register's rows that come of a reading without errors; a roster of posts has none. */
export function planRoster(
  reading: RosterReading,
  ground: RosterGround,
  decisions: Decisions,
  newId: () => string,
): PlannedRows {
  switch (reading.template) {
    case 'households':
      return planHouseholds(reading, ground, decisions, newId);
    case 'property':
      return planProperty(reading, ground, decisions, newId);
    case 'posts':
      return {};
  }
}
