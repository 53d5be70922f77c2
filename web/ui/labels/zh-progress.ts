/** Words of a matter's topic, of its printed progress, and of what could not be sent, in Chinese. */
export const ZH_PROGRESS = {
  'sheet.title': '事项办理进度单',
  'sheet.print': '打印进度单',
  'sheet.go': '打印',
  'sheet.asOf': '{when}的进度',
  'sheet.since': '{when}起',
  'sheet.next': '可能经过这些步骤，日期等前面办完才能定。',
  'sheet.scan': '扫码看最新进度',
  'sheet.ask': '咨询电话 {phone}',
} as const;
