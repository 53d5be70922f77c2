import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Base } from '#rules/procedure';
import { jsonText, safeInteger } from '#store';
import type { About, Words } from './library.js';

const id = { type: 'varchar', length: 26 } as const;
const name = (length: number) => ({ type: 'varchar', length }) as const;
const integer = { type: 'bigint', transformer: safeInteger } as const;
const json = { type: 'text', transformer: jsonText } as const;

/** What an author says about a procedure; the rest of `about.json` follows from what was drawn. */
export interface DraftAbout {
  readonly name: Words;
  readonly use: Words;
  /** Roles that may start a matter. */
  readonly roles: readonly string[];
  /** Variable of the start form that becomes the matter's title. */
  readonly title: string;
  readonly basis: readonly { readonly law: string; readonly article: string }[];
}

/** A file of a draft: its name alone, without a folder. */
export interface DraftFile {
  readonly path: string;
  readonly text: string;
}

/** `open`: being worked on; `submitted`: waits for a second person; `published`: done with. */
export type DraftStatus = 'open' | 'submitted' | 'sent-back' | 'published';

@Entity('procedure_draft')
export class DraftRow {
  @PrimaryColumn(id) id!: string;
  @Column(id) author!: string;
  @Column(name(255)) scope!: string;
  /** Id of the process a matter starts. */
  @Column({ ...name(128), name: 'process' }) procedure!: string;
  @Column(json) about!: DraftAbout;
  @Column(json) files!: readonly DraftFile[];
  /** The version it was made from; null where it begins a procedure. */
  @Column({ ...json, nullable: true }) base!: Base | null;
  /** Raised by every save. */
  @Column(integer) revision!: number;
  @Column(integer) at!: number;
  @Column(name(16)) status!: DraftStatus;
  /** Idempotency key of the last save. */
  @Column({ ...name(160), name: 'saved_key', nullable: true }) savedKey!: string | null;
  /** Where it was submitted last: the procedure's stream and the number there. */
  @Column({ ...id, nullable: true }) stream!: string | null;
  @Column({ ...integer, nullable: true }) n!: number | null;
  /** 1: colleagues of the place see it and may work on it. */
  @Column(integer) shared!: number;
  /** Who works on a shared draft, and when they last did, in real time. */
  @Column({ ...id, nullable: true }) editor!: string | null;
  @Column({ ...integer, name: 'edited_at', nullable: true }) editedAt!: number | null;
  /** Who asked for it last. */
  @Column({ ...id, name: 'asked_by', nullable: true }) askedBy!: string | null;
  /** Who changed it beside its author: none of them is a second person. */
  @Column({ ...json, nullable: true }) editors!: readonly string[] | null;
}

/** What somebody said about a draft, on an element or the whole. */
@Entity('procedure_comment')
export class CommentRow {
  @PrimaryColumn(id) id!: string;
  @Column(id) draft!: string;
  @Column({ ...name(128), nullable: true }) element!: string | null;
  @Column(json) text!: string;
  @Column(id) writer!: string;
  /** Whose it is to see to it. */
  @Column({ ...id, nullable: true }) assignee!: string | null;
  @Column(integer) at!: number;
  @Column({ ...integer, name: 'closed_at', nullable: true }) closedAt!: number | null;
  @Column({ ...id, name: 'closed_by', nullable: true }) closedBy!: string | null;
}

/** A version an office published; the shipped ones lie in files. */
@Entity('procedure_version')
export class VersionRow {
  @PrimaryColumn(id) stream!: string;
  @PrimaryColumn(integer) version!: number;
  @Column({ ...name(128), name: 'process' }) procedure!: string;
  @Column(name(255)) scope!: string;
  @Column(name(44)) hash!: string;
  @Column(name(44)) definition!: string;
  @Column(json) about!: About;
  @Column({ ...integer, name: 'in_force' }) inForce!: number;
  @Column(id) submitter!: string;
  @Column(id) approver!: string;
  @Column(integer) at!: number;
}

export const PROCEDURE_ENTITIES = [DraftRow, CommentRow, VersionRow] as const;
