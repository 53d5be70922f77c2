import type { Catalogue } from '../types.js';

/** Words of the organisation and of the registers: who holds what, who lives and owns where. */
export const PEOPLE: Catalogue = {
  'refusal.unit-invalid': {
    zh: '单位“{path}”的编号、名称或种类不对。',
    en: 'The code, name or kind of unit “{path}” is wrong.',
  },
  'refusal.unit-out-of-order': {
    zh: '“{path}”不能放在这一级：{kind|label:unit}。',
    en: '“{path}” cannot stand here: {kind|label:unit}.',
  },
  'refusal.unit-was-closed': {
    zh: '编号“{path}”用过：{name}已经撤销。请换一个编号。',
    en: 'The code “{path}” was used by {name}, which was closed. Please choose another.',
  },
  'refusal.unit-has-units': {
    zh: '“{name}”下面还有{n}个单位，先撤并它们。',
    en: 'Units still below “{name}”: {n}. Close them first.',
  },
  'refusal.unit-has-bodies': {
    zh: '“{name}”还有{n}个机构，先停用它们。',
    en: 'Bodies “{name}” still has: {n}. Dissolve them first.',
  },
  'refusal.unit-has-posts': {
    zh: '“{name}”还有{n}人任职，先登记离任。',
    en: 'Posts still held at “{name}”: {n}. End them first.',
  },
  'refusal.unit-has-residents': {
    zh: '名册里还有{n}条住户或房屋在“{name}”，先改名册。',
    en: 'Entries of the register that still lie in “{name}”: {n}. Change the register first.',
  },
  'refusal.nothing-changes': { zh: '和现在的一样，没有可改的。', en: 'It is like that already; nothing changes.' },
  'refusal.body-has-bodies': {
    zh: '“{name}”下面还有{n}个机构，先停用它们。',
    en: 'Bodies still below “{name}”: {n}. Dissolve them first.',
  },
  'refusal.body-has-posts': {
    zh: '“{name}”还有{n}人任职，先登记离任。',
    en: 'Posts still held in “{name}”: {n}. End them first.',
  },
  'refusal.seats-taken': {
    zh: '“{name}”的{role|label:role}只有{seats}席，这段时间已经坐满。可以换人，或者先增加席位。',
    en: '“{name}” has {seats} for {role|label:role}, and all are taken in that time. Replace a holder, or add a seat first.',
  },
  'refusal.seats-held': {
    zh: '“{name}”的{role|label:role}现有{held}人任职，席位不能少到{seats}席。',
    en: 'Holders of {role|label:role} in “{name}”: {held}; the seats cannot be fewer than that, such as {seats}.',
  },
  'refusal.term-has-no-end': {
    zh: '这项任命没有写到期日，不用延长。',
    en: 'This appointment has no end, so there is nothing to prolong.',
  },
  'refusal.term-not-longer': {
    zh: '现在的任期到{until|year-date}，新的到期日要在这天以后。',
    en: 'The term lasts until {until|year-date}; the new last day must be later.',
  },
  'refusal.appointment-not-begun': {
    zh: '这项任命还没有开始，不能登记接任。先登记离任，再登记别人任职。',
    en: 'This appointment has not begun and cannot be replaced. End it, then appoint somebody else.',
  },
  'refusal.successor-is-holder': {
    zh: '接任的就是现任。要让他接着干，请延长任期。',
    en: 'The successor holds the post already. To let them go on, prolong the term.',
  },
  'refusal.begins-in-the-past': {
    zh: '接任不能早于今天。',
    en: 'The successor cannot begin before today.',
  },
  'refusal.leaves-a-gap': {
    zh: '现任到{until|year-date}为止，接任最晚从第二天开始，不能断档。',
    en: 'The holder’s term lasts until {until|year-date}; the successor begins the day after at the latest, so that nobody is missing.',
  },
  'refusal.body-invalid': {
    zh: '组织“{name}”的名称、种类或职责不对。',
    en: 'Name, kind or remit of “{name}” is wrong.',
  },
  'refusal.body-exists': { zh: '组织“{name}”已经有了。', en: '“{name}” exists already.' },
  'refusal.unknown-body': { zh: '没有组织“{name}”。', en: 'There is no body “{name}”.' },
  'refusal.body-parent-wrong': {
    zh: '“{name}”的上级应当是{needed|label:body}。',
    en: 'Above “{name}” there must be: {needed|label:body}.',
  },
  'refusal.body-outside-parent': {
    zh: '“{name}”不在上级组织的范围内。',
    en: '“{name}” lies outside the scope of the body above it.',
  },
  'refusal.body-of-another-scope': {
    zh: '“{name}”不属于这个单位。',
    en: '“{name}” is a body of another unit.',
  },
  'refusal.resident-by-register': {
    zh: '居民不需要任命：登记在居民名册里就是居民。',
    en: 'Residents are not appointed: whoever stands in the register is one.',
  },
  'refusal.dates-wrong': { zh: '任期的起止日期不对。', en: 'The dates of the term are wrong.' },
  'refusal.document-missing': {
    zh: '任命{role|label:role}要写明文件的文号和标题。',
    en: 'Appointing {role|label:role} takes the number and the title of a document.',
  },
  'refusal.administrators-exclude': {
    zh: '这个人已是{held|label:role}，不能再任{role|label:role}：三个管理角色不能由同一人担任。',
    en: 'This person is {held|label:role} and cannot be {role|label:role}: nobody holds two of the three administrator roles.',
  },
  'refusal.relative-not-stated': {
    zh: '请说明这个人是不是居委会成员的近亲属。',
    en: 'Say whether this person is a near relative of a committee member.',
  },
  'refusal.supervision-excludes-relatives': {
    zh: '居委会成员的近亲属不能任居务监督委员。',
    en: 'Near relatives of committee members cannot supervise the committee.',
  },
  'refusal.supervision-excludes-committee': {
    zh: '居委会成员不能任居务监督委员。',
    en: 'Members of the residents committee cannot supervise it.',
  },
  'refusal.appointment-over': { zh: '这项任命已经结束。', en: 'This appointment is over.' },
  'refusal.unknown-person': { zh: '没有这个人。', en: 'There is no such person.' },
  'refusal.register-of-another-scope': {
    zh: '这是另一个社区的名册。',
    en: 'This is the register of another community.',
  },
  'refusal.register-moved-on': {
    zh: '名册刚被别人改过，请重新来一次。',
    en: 'Somebody has just changed the register; please start again.',
  },
  'refusal.register-numbers': { zh: '名册的数目对不上。', en: 'The numbers of the register do not agree.' },

  'event.UnitRenamed': { zh: '单位改名：{name}', en: 'A unit is renamed: {name}' },
  'event.UnitClosed': { zh: '撤销单位', en: 'A unit is closed' },
  'event.BodyAmended': { zh: '修改组织：{name}', en: 'A body is changed: {name}' },
  'event.BodyDissolved': { zh: '撤销组织', en: 'A body is dissolved' },
  'event.Established': { zh: '设立组织', en: 'Bodies are established' },
  'event.Prolonged': { zh: '延长任期', en: 'An appointment is prolonged' },
  'event.RegisterChanged': {
    zh: '名册变更：新增{added}条，修改{changed}条，移出{removed}条',
    en: 'The register changes; added: {added}, changed: {changed}, removed: {removed}',
  },

  'alarm.lane': {
    zh: '没有人能办：没有人担任{role|label:role}，请登记任职',
    en: 'Nobody can do this: no one is {role|label:role}; please appoint somebody',
  },
  'notice.lane-empty': {
    zh: '“{name}”没有人能办：没有人担任{role|label:role}，请登记任职。',
    en: '“{name}” waits for nobody: no one is {role|label:role}; please appoint somebody.',
  },

  'label.command.renameUnit': { zh: '单位改名', en: 'rename a unit' },
  'label.command.closeUnit': { zh: '撤销单位', en: 'close a unit' },
  'label.command.amendBody': { zh: '修改组织', en: 'change a body' },
  'label.command.dissolveBody': { zh: '撤销组织', en: 'dissolve a body' },
  'label.command.establish': { zh: '设立组织', en: 'establish bodies' },
  'label.command.prolong': { zh: '延长任期', en: 'prolong an appointment' },
  'label.command.replace': { zh: '换人', en: 'replace a holder' },
  'label.command.changeRegister': { zh: '变更名册', en: 'change the register' },

  'label.unit.street': { zh: '街道', en: 'street' },
  'label.unit.community': { zh: '社区', en: 'community' },
  'label.unit.estate': { zh: '小区', en: 'estate' },
  'label.unit.building': { zh: '楼栋', en: 'building' },
  'label.unit.stairwell': { zh: '单元', en: 'stairwell' },

  'label.topic.environment': { zh: '环境', en: 'environment' },
  'label.topic.property': { zh: '物业', en: 'property management' },
  'label.topic.parking': { zh: '停车', en: 'parking' },
  'label.topic.safety': { zh: '治安', en: 'safety' },
  'label.topic.elders': { zh: '老年人', en: 'older people' },
  'label.topic.children': { zh: '妇女儿童', en: 'women and children' },
  'label.topic.mediation': { zh: '调解', en: 'mediation' },

  'label.body.party-street': { zh: '街道党工委', en: 'street Party working committee' },
  'label.body.party-community': { zh: '社区党委', en: 'community Party committee' },
  'label.body.party-estate': { zh: '小区支部', en: 'estate branch' },
  'label.body.party-building': { zh: '楼栋党小组', en: 'building Party group' },
  'label.body.committee': { zh: '居民委员会', en: 'residents committee' },
  'label.body.supervision': { zh: '居务监督委员会', en: 'supervision committee' },
  'label.body.sub-committee': { zh: '下属委员会', en: 'sub-committee' },
  'label.body.council': { zh: '议事会', en: 'deliberation council' },
  'label.body.group': { zh: '居民小组', en: 'residents’ group' },
  'label.body.grid': { zh: '网格', en: 'grid' },
  'label.body.department': { zh: '职能部门', en: 'department' },
  'label.body.owners-committee': { zh: '业主委员会', en: 'owners committee' },
};
