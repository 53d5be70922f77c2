import { nextTick } from 'vue';

/**
 * Where what had the focus has gone, the focus goes on at the first heading of `around`, or of the page where `around` has gone too:
 * whoever reads by ear or works by keyboard is not thrown back to the top. A focus that still is somewhere is left alone.
 */
export async function keepFocus(around: Element | null): Promise<void> {
  await nextTick();
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const place = around?.isConnected === true ? around : document.querySelector('main');
  const heading = place?.querySelector<HTMLElement>('h1, h2, h3') ?? document.querySelector<HTMLElement>('main');
  if (heading === null) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
