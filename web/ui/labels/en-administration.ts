import type { ZH_ADMINISTRATION } from './zh-administration.js';

export const EN_ADMINISTRATION: Readonly<Record<keyof typeof ZH_ADMINISTRATION, string>> = {
  parts: 'On this page',
  'admin.coming': 'Coming days off and working weekends',
  'admin.off': '{days} off, {n} {n|day|days}',
  'admin.works': '{days} worked',
  'admin.span': '{days} ({n} days)',
  'admin.noneComing': 'None in the calendars that are loaded; load the next year.',
  'admin.settings': 'Settings',
  'admin.settingsWhere': 'The settings were not fetched',
  'admin.settings.save': 'Save the settings',
  'admin.settings.notSaved': 'The settings were not saved',
  'admin.settings.only': 'Only an administrator of the street may change them.',
  'admin.settings.demoOn':
    'The demo is on: its passwords are published and its clock can be moved. Turn it off before real use, where the server is started.',
  'admin.settings.demoOff': 'The demo is off.',
  'admin.settings.https': 'Sign-ins travel over encrypted connections only.',
  'admin.settings.http':
    'Nothing says that connections are encrypted. Name the https address where the server is started, before others use it.',
  'admin.settings.changes': 'Who changed what',
  'admin.settings.change': '{field}: {before} → {after}',
  'admin.settings.started': '(as started)',
  'admin.log.what': 'What was done',
  'admin.log.words': 'Name',
  'admin.stuck': 'What the system could not do',
  'admin.stuckWhere': 'What is not done was not fetched',
  'admin.noStuck': 'Nothing failed.',
  'admin.stuckAt': 'failed {when}, after {n} {n|try|tries}',
  'admin.stuckNext': 'tried again by itself {when}',
};
