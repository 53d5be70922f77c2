import type { Catalogue } from '../types.js';

/**
 * Words of an audit: `audit.<step>` where a step found nothing, `audit.<step>.different` where it did, `audit.what.<what>`
 * for one difference, `audit.cannot.<code>` for what could not be checked.
 */
export const AUDIT: Catalogue = {
  'audit.equal': { zh: '重算结果与记录一致。', en: 'Executed again, the history comes out equal.' },
  'audit.different': { zh: '重算结果与记录不一致。', en: 'Executed again, the history comes out different.' },

  'audit.records': { zh: '{count}条记录的原文都合规范。', en: 'The bytes of {count} records are in canonical form.' },
  'audit.records.different': {
    zh: '{differences}处原文不合规范。',
    en: 'In {differences} places the bytes are not in canonical form.',
  },
  'audit.chain': { zh: '{count}条记录链都连续、没有缺号。', en: '{count} chains of records are unbroken.' },
  'audit.chain.different': {
    zh: '记录链有{differences}处断开。',
    en: 'The chains are broken in {differences} places.',
  },
  'audit.bodies': {
    zh: '{count}条记录的内容都与其指纹相符。',
    en: 'The contents of {count} records match their commitments.',
  },
  'audit.bodies.different': {
    zh: '{differences}条记录的内容与其指纹不符。',
    en: 'The contents of {differences} records do not match their commitments.',
  },
  'audit.definitions': {
    zh: '{count}套流程文件与记录所用版本相同。',
    en: '{count} sets of procedure files are the ones that were used.',
  },
  'audit.definitions.different': {
    zh: '流程文件与记录所用版本不同。',
    en: 'The procedure files are not the ones that were used.',
  },
  'audit.facts': {
    zh: '{count}份日历等依据与记录所用的相同。',
    en: '{count} facts such as calendars are the ones that were used.',
  },
  'audit.facts.different': {
    zh: '有{differences}处所用的日历等依据对不上。',
    en: 'In {differences} places the facts used are not there.',
  },
  'audit.replay': {
    zh: '{count}项操作重新执行，结果逐字相同。',
    en: '{count} commands were decided again, equal byte for byte.',
  },
  'audit.replay.different': {
    zh: '重新执行时有{differences}处结果不同。',
    en: 'Decided again, {differences} results differ.',
  },
  'audit.references': { zh: '{count}处引用的记录都在。', en: '{count} quoted records are there.' },
  'audit.references.different': {
    zh: '{differences}处引用的记录对不上。',
    en: '{differences} quoted records are not what was quoted.',
  },
  'audit.polls': { zh: '{count}张票与公布的票数和结果相符。', en: '{count} ballots match the board and the result.' },
  'audit.polls.different': {
    zh: '票与公布的结果有{differences}处不符。',
    en: 'The ballots differ from the result in {differences} places.',
  },

  'audit.what.version': { zh: '证据文件的版本不认识', en: 'the version of the evidence file is not known' },
  'audit.what.leaf-not-canonical': {
    zh: '记录的公开部分被改动，格式不合',
    en: 'the public part of the record is not in canonical form',
  },
  'audit.what.leaf-fields': {
    zh: '记录的公开部分多了、少了或改了栏目',
    en: 'the public part of the record has wrong fields',
  },
  'audit.what.body-not-canonical': {
    zh: '记录内容的格式不合',
    en: 'the content of the record is not in canonical form',
  },
  'audit.what.stream-twice': { zh: '同一条记录链出现两次', en: 'the stream is there twice' },
  'audit.what.records-missing': { zh: '没有任何记录', en: 'there are no records' },
  'audit.what.stream': { zh: '记录属于另一条记录链', en: 'the record belongs to another stream' },
  'audit.what.seq': { zh: '序号不对', en: 'the sequence number is wrong' },
  'audit.what.prev': { zh: '与前一条记录接不上', en: 'it does not follow the record before it' },
  'audit.what.def': { zh: '所用流程版本中途变了', en: 'the definition set changed on the way' },
  'audit.what.at': { zh: '时间早于前一条记录', en: 'its time is before that of the record before it' },
  'audit.what.body-commitment': { zh: '内容与公开的指纹不符', en: 'the content does not match its commitment' },
  'audit.what.body-at': { zh: '内容里的时间与公开的时间不符', en: 'the time in the content is not the published one' },
  'audit.what.body-type': {
    zh: '内容里的操作与公开的操作不符',
    en: 'the command in the content is not the published one',
  },
  'audit.what.body-fields': { zh: '记录内容多了、少了或改了栏目', en: 'the content of the record has wrong fields' },
  'audit.what.definition': { zh: '流程文件不是当时所用的', en: 'the procedure files are not those that were used' },
  'audit.what.definition-unreadable': { zh: '流程文件读不出来', en: 'the procedure files cannot be read' },
  'audit.what.fact': { zh: '当时所用的日历等依据不在或被改动', en: 'a fact that was used is missing or was changed' },
  'audit.what.kind': { zh: '记录链的种类不认识', en: 'the kind of the stream is not known' },
  'audit.what.facts': { zh: '操作所列的依据不对', en: 'the command names the wrong facts' },
  'audit.what.refused': { zh: '这项操作本应被拒绝（{found}）', en: 'the command should have been refused ({found})' },
  'audit.what.events': { zh: '重新执行得到的结果不同', en: 'decided again, it comes to something else' },
  'audit.what.not-decidable': { zh: '这项操作无法重新执行', en: 'the command cannot be decided again' },
  'audit.what.reference': { zh: '引用的记录对不上', en: 'the record it quotes is another one' },
  'audit.what.poll-unknown': { zh: '有票却没有这次表决的记录', en: 'there are ballots of a poll that is not there' },
  'audit.what.poll-open': { zh: '表决未截止就公开了票', en: 'the ballots of an open poll were given away' },
  'audit.what.board-missing': { zh: '表决已截止，票却不在', en: 'the poll is closed but its ballots are missing' },
  'audit.what.board': { zh: '票与截止时登记的票箱不符', en: 'the ballots are not those the poll closed with' },
  'audit.what.ballot': { zh: '第{expected}张票打不开', en: 'ballot {expected} does not open' },
  'audit.what.ballot-helper': {
    zh: '代投的人就是投票人自己',
    en: 'a ballot names the elector as their own helper',
  },
  'audit.what.roll-root': { zh: '表决后名册又改动过', en: 'the roll was changed after the vote opened on it' },
  'audit.what.ballot-heads': { zh: '票所代表的人数与名册不符', en: 'a ballot counts other heads than the roll says' },

  'audit.cannot.body-missing': {
    zh: '记录内容已删除或未提供，无法核对',
    en: 'the content was erased or withheld and cannot be checked',
  },
  'audit.cannot.reference-outside': { zh: '引用的记录不在这份证据里', en: 'a quoted record is not in this evidence' },
  'audit.cannot.roll-outside': { zh: '名册不在这份证据里', en: 'the roll is not in this evidence' },
  'audit.cannot.fact-unnamed': { zh: '有一份依据没有任何操作用到', en: 'there is a fact no command rests on' },
};
