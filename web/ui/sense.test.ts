import { describe, expect, it } from 'vitest';
import { senseWords } from './sense.js';

describe('where a title may break', () => {
  it.each([
    ['北门空地加装电动自行车充电棚', '北门|空地|加装|电动自行车|充电棚'],
    ['是否同意在小区北门空地加装电动自行车充电棚？', '是否|同意在|小区|北门|空地|加装|电动自行车|充电棚？'],
    ['3号楼外墙渗水维修', '3号楼|外墙|渗水|维修'],
  ])('%s', (title, broken) => {
    expect(senseWords(title).join('|')).toBe(broken);
  });
});
