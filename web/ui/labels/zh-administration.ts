/** Words of the administration page. */
export const ZH_ADMINISTRATION = {
  'admin.parts': '本页内容',
  'admin.stuck': '没有办成的',
  'admin.stuckWhere': '没有取到',
  'admin.noStuck': '都办成了。',
  'admin.stuckAt': '{when}没有办成，试了{n}次',
  'admin.stuckNext': '{when}自动再试',
} as const;
