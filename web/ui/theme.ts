import { ref, watch, type Ref } from 'vue';

/** `auto` follows the device. */
export type Theme = 'auto' | 'light' | 'dark';
export const THEMES: readonly Theme[] = ['auto', 'light', 'dark'];

const NAME = 'heyi.theme';
const theme = ref<Theme>('auto');

/** The choice kept on this device; one for all pages. */
export const useTheme = (): Ref<Theme> => theme;

/**
 * Draws the pages light or dark, by the choice or by the device, and keeps the choice. A browser that does not know what the
 * device prefers (before Chrome 76) stays light until asked. Where `paper` says so the page is light whatever was chosen.
 */
export function followTheme(storage: Pick<Storage, 'getItem' | 'setItem'>, paper: () => boolean = () => false): void {
  const kept = storage.getItem(NAME);
  theme.value = THEMES.find((one) => one === kept) ?? 'auto';
  const device = window.matchMedia('(prefers-color-scheme: dark)');
  const night = ref(device.matches);
  // addEventListener on a media query came after iOS 12
  device.addListener(({ matches }) => (night.value = matches));
  watch(theme, (chosen) => storage.setItem(NAME, chosen));
  watch(
    () => !paper() && (theme.value === 'dark' || (theme.value === 'auto' && night.value)),
    (dark) => document.documentElement.classList.toggle('dark', dark),
    { immediate: true },
  );
}
