/** Names of our steps in English, by the id of their template; the templates themselves are Chinese. A test misses one that has none. */
export const EN_TEMPLATES: Readonly<Record<string, string>> = {
  'heyi.step.answer-opinions': 'Answer each opinion',
  'heyi.step.archive': 'Seal and archive',
  'heyi.step.call-back': 'Call-back',
  'heyi.step.consult': 'Call for opinions',
  'heyi.step.cosign': 'Support a topic',
  'heyi.step.escalate': 'Escalate',
  'heyi.step.filing': 'Filing',
  'heyi.step.hand-over': 'Hand over',
  'heyi.step.handle': 'Handle',
  'heyi.step.intake': 'Intake and merging',
  'heyi.step.meeting': 'Consultation meeting',
  'heyi.step.notify': 'Notify',
  'heyi.step.publicity': 'Publicity',
  'heyi.step.review': 'Review',
  'heyi.step.roll': 'Roll',
  'heyi.step.vote': 'Vote',
};

/** The group they stand in, in menus. */
export const EN_STEPS = 'Consultation steps';
