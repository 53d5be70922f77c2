import { defineAsyncComponent } from 'vue';

/** The drawing library is large: fetched when a drawing is shown, never on the resident's pages. */
export const ProcessDiagram = /* @__PURE__ */ defineAsyncComponent(() => import('./diagram/ProcessDiagram.vue'));
/** What is printed is fetched when somebody prints. */
export const ProgressSheet = /* @__PURE__ */ defineAsyncComponent(() => import('./sheet/ProgressSheet.vue'));
export { createShell, useShell } from './shell.js';
export type { Shell, ShellOptions } from './shell.js';
export { useAct } from './act.js';
export type { Act } from './act.js';
export { useNarrow, useWide } from './narrow.js';
export { keepFocus } from './focus.js';
export { useLoaded } from './load.js';
export type { Loaded } from './load.js';
export { troubleOf } from './trouble.js';
export type { Trouble } from './trouble.js';
export { isInBox } from './unsent.js';
export type { KeptAct, UnsentAct } from './unsent.js';
export { firstLanguage, followLanguage, startShell } from './start.js';
export {
  dueInWords,
  fingerprint,
  hexOf,
  daySpan,
  deadlineDay,
  daySpans,
  isKeyPoint,
  leftInWords,
  markOf,
  missing,
  products,
  shortDate,
  shortDeadline,
  sizeInWords,
  spanInWords,
  stubNumber,
  together,
  urgency,
  ahead,
} from './words.js';
export { closesInWords } from './closes.js';
export { MATTER_OF } from './entities/use-entity.js';
export { RESIDENT_WORDS } from './labels/index.js';
export { STAFF_WORDS } from './labels/staff.js';
export { followTheme } from './theme.js';
export { holderInWords, posted } from './holder.js';
export { answersOf, fieldsOf, inSentences, startValues, wrongFields } from './form.js';
export type { LabelKey, LabelValues } from './labels/index.js';
export { default as EntityView } from './entities/EntityView.vue';
export { default as ActionIcon } from './parts/ActionIcon.vue';
export { default as BarMenu } from './parts/BarMenu.vue';
export { default as ChoiceField } from './parts/ChoiceField.vue';
export { default as CountRuler } from './parts/CountRuler.vue';
export { default as DayBoxes } from './parts/DayBoxes.vue';
export { default as DayWords } from './parts/DayWords.vue';
export { default as DueText } from './parts/DueText.vue';
export { default as DemoClock } from './parts/DemoClock.vue';
export { default as FilesField } from './parts/FilesField.vue';
export { default as FormFields } from './parts/FormFields.vue';
export { default as HeyiMark } from './parts/HeyiMark.vue';
export { default as HolderName } from './parts/HolderName.vue';
export { default as LanguageSwitch } from './parts/LanguageSwitch.vue';
export { default as LineField } from './parts/LineField.vue';
export { default as LoadedView } from './parts/LoadedView.vue';
export { default as NbText } from './parts/NbText.vue';
export { default as NewPassword } from './parts/NewPassword.vue';
export { default as OfflineLine } from './parts/OfflineLine.vue';
export { default as PersonField } from './parts/PersonField.vue';
export { default as PrintBar } from './sheet/PrintBar.vue';
export { default as ProblemNote } from './parts/ProblemNote.vue';
export { default as QrCode } from './parts/QrCode.vue';
export { default as ResultSheet } from './parts/ResultSheet.vue';
export { default as SenseText } from './parts/SenseText.vue';
export { default as SignInForm } from './parts/SignInForm.vue';
export { default as StepFacts } from './parts/StepFacts.vue';
export { default as StepName } from './parts/StepName.vue';
export { default as StepTile } from './parts/StepTile.vue';
export { default as StepTiles } from './parts/StepTiles.vue';
export { default as ThemeSwitch } from './parts/ThemeSwitch.vue';
export { default as TopicSheet } from './parts/TopicSheet.vue';
export { default as ListSearch } from './staff/ListSearch.vue';
export { default as MatterListView } from './staff/MatterListView.vue';
export { default as MatterRows } from './staff/MatterRows.vue';
export { default as PageTurner } from './staff/PageTurner.vue';
export { default as UnreadableNote } from './staff/UnreadableNote.vue';
export { default as UnsentTile } from './parts/UnsentTile.vue';
export { useEntity } from './entities/use-entity.js';
