/** Words of those who were added to a task. */
export const ZH_SEATS = {
  'seat.title': '加签的人',
  'seat.acted': '已办',
  'seat.now': '等他办',
  'seat.later': '还没轮到',
  'seat.addedBy': '{who}加签',
  'seat.mine': '您的加签意见',
  'seat.agree': '同意',
  'seat.object': '不同意',
  'seat.note': '只提意见',
  'seat.text': '意见',
  'seat.textHint': '不同意或者提意见的，请写明。',
  'seat.send': '提交加签意见',
  'seat.notDone': '提交加签意见',
};
