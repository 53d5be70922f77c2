import type { Page } from 'playwright-core';

export const NARROW = { width: 320, height: 640 };

/**
 * What sticks out of a narrow screen with text twice as large, or is cut off in its box. Drawings are pictures, and a wide table scrolls in
 * its own place, which the keyboard reaches. The page is left as it was, at the size `after`.
 */
export async function cutOffWhenLarge(page: Page, after: { width: number; height: number }): Promise<string[]> {
  await page.setViewportSize(NARROW);
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const found = await page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    return Array.from(document.querySelectorAll<HTMLElement>('body *'))
      .filter((one) => one.checkVisibility())
      .filter((one) => one.closest('.hidden, .unseen, svg, .demo-clock, .diagram, .procedure-board, thead') === null)
      .filter((one) => {
        const region = one.parentElement?.closest('.table-scroll') ?? null;
        if (region !== null)
          return region.getAttribute('tabindex') !== '0' && region.scrollWidth > region.clientWidth + 1;
        const { overflowX, overflowY } = getComputedStyle(one);
        const clips =
          (overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1) ||
          (overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 2 && one.clientHeight > 1);
        return one.getBoundingClientRect().right > clientWidth + 1 || clips;
      })
      .map((one) => `${one.tagName}.${one.className} ${one.innerText?.slice(0, 16) ?? ''}`)
      .slice(0, 8);
  });
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  await page.setViewportSize(after);
  return found;
}
