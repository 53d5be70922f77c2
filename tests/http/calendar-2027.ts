/** A year file for tests. The days are invented as far as the law leaves them open. */
export const CALENDAR_2027 = {
  v: 1,
  year: 2027,
  zone: 'Asia/Shanghai',
  holidays: [
    '2027-01-01',
    '2027-01-02',
    '2027-01-03',
    '2027-05-01',
    '2027-05-02',
    '2027-10-01',
    '2027-10-02',
    '2027-10-03',
  ],
  workdays: ['2027-05-08'],
  source: '虚构，只供测试',
} as const;
