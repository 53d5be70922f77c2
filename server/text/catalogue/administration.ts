import type { Catalogue } from '../types.js';

/** What administrators keep going: what stands still, and why. */
export const ADMINISTRATION: Catalogue = {
  'stuck.effect': { zh: '{kind|label:effect}没有发出', en: 'Not sent: {kind|label:effect}' },
  'stuck.job': { zh: '系统步骤没有办成（{type}）', en: 'A step of the system is not done ({type})' },
  'stuck.command': {
    zh: '“{type|label:command}”没有被接受',
    en: 'Not accepted: {type|label:command}',
  },
  'stuck.failed': { zh: '上次没有办成，到时间会自动再试。', en: 'It failed; it is tried again by itself.' },
  'stuck.out': {
    zh: '试了几次都没有办成，已停下。原因写在上面“要处理的事”里，处理后再试一次。',
    en: 'It failed as often as it may and stopped. The reason stands under what asks for you above; try again there.',
  },
  'stuck.nobody': {
    zh: '这台服务器不办这种步骤。请检查流程，或启动能办它的服务。',
    en: 'Nobody at this server does such steps. Check the procedure, or start the service that does.',
  },
  'stuck.refused': { zh: '对方没有接受。', en: 'The receiver did not accept it.' },
  'label.effect.notify': { zh: '通知', en: 'message' },
  'error.effect-exception': {
    zh: '程序出错。详情写在服务器日志里。',
    en: 'The program failed. The server’s log says more.',
  },
  'error.stuck-unknown': { zh: '这一项已经办好，或不在您的范围内。', en: 'It is done by now, or not in your reach.' },
};
