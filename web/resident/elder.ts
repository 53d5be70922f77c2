import { inject, ref, watch, type App, type InjectionKey, type Ref } from 'vue';

/** Text of the pages: as designed, or 长辈版 in one of three sizes. Main text is 17 px as designed, then 24, 32 and 40 px (18 to 30 pt). */
export const TEXT_SIZES = ['off', 'large', 'larger', 'largest'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

const NAME = 'heyi.elder';
const ELDER: InjectionKey<Ref<TextSize>> = Symbol('heyi.elder');

/** 长辈版, kept on this device; the document's root says it to the style sheets. */
export function installElder(app: App, storage: Pick<Storage, 'getItem' | 'setItem'>): Ref<TextSize> {
  const kept = storage.getItem(NAME);
  const size = ref<TextSize>(TEXT_SIZES.find((one) => one === kept) ?? 'off');
  watch(
    size,
    (now) => {
      storage.setItem(NAME, now);
      const { classList } = document.documentElement;
      for (const one of TEXT_SIZES) classList.toggle(`elder-${one}`, one === now && now !== 'off');
      classList.toggle('elder', now !== 'off');
    },
    { immediate: true },
  );
  app.provide(ELDER, size);
  return size;
}

/** As designed where nobody installed the choice (pages drawn outside the app). */
export function useElder(): Ref<TextSize> {
  return inject(ELDER, () => ref<TextSize>('off'), true);
}
