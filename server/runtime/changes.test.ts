import { describe, expect, it } from 'vitest';
import { RowSet } from './changes.js';

const row = (key: number) => ({ stream: 's', key });

describe('rows of a projection', () => {
  it('remove what was opened before, and put what stays open', () => {
    const rows = new RowSet();
    rows.open(row(1));
    rows.close(row(2));
    expect(rows).toMatchObject({ put: [row(1)], remove: [row(2)], touched: true });
  });

  it('put a row once that is opened again', () => {
    const rows = new RowSet<{ stream: string; key: number; due: number }>();
    rows.open({ ...row(1), due: 1 });
    rows.close(row(1));
    rows.open({ ...row(1), due: 2 });
    expect(rows).toMatchObject({ put: [{ ...row(1), due: 2 }], remove: [] });
  });

  it('remove a row that is opened and closed: an older one may lie in the table', () => {
    const rows = new RowSet();
    rows.open(row(1));
    rows.close(row(1));
    expect(rows).toMatchObject({ put: [], remove: [row(1)] });
  });

  it('are untouched when nothing happened', () => {
    expect(new RowSet().touched).toBe(false);
  });
});
