/** Words of 长辈版 and of reading aloud. */
export const ZH_ELDER = {
  'elder.on': '长辈版',
  'elder.off': '退出长辈版',
  'elder.bar': '长辈版',
  'elder.call': '打电话问居委会 {phone}',
  'elder.size': '字号',
  'elder.large': '大字',
  'elder.larger': '更大',
  'elder.largest': '最大',
  'elder.question': '第{n}题，共{of}题',
  'elder.back': '上一题',
  'elder.next': '下一题',
  'aloud.read': '读给我听',
  'aloud.stop': '不读了',
};
