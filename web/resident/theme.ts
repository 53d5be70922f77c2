import { ref, watch, type Ref } from 'vue';
import type { Router } from 'vue-router';
import type { TextSize } from './elder.js';

/** Votes, receipts and what is printed stay paper. */
const PAPER = /^\/(polls|print)\//;

/** Light or dark as the phone is set; paper where paper is meant, and in 长辈版, which is ink on white. */
export function followTheme(router: Router, size: Ref<TextSize>): void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const dark = ref(system.matches);
  // iOS before 14 has no addEventListener here
  system.addListener(({ matches }) => (dark.value = matches));
  watch(
    [dark, size, router.currentRoute],
    ([isDark, now, { path }]) => {
      document.documentElement.classList.toggle('dark', isDark && now === 'off' && !PAPER.test(path));
    },
    { immediate: true },
  );
}
