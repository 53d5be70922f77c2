import type { Page } from 'playwright-core';

export const NARROW = { width: 320, height: 640 };

/**
 * What does not fit: sticks out of the screen, is cut off in its box, or runs out of it over its neighbours. Each by its tag, class
 * and first words.
 */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    return Array.from(document.querySelectorAll<HTMLElement>('body *'))
      .filter((one) => one.closest('.hidden, svg, details:not([open]) > :not(summary)') === null)
      .filter((one) => {
        const style = getComputedStyle(one);
        // the white half of a bracket may hang over the edge
        const wide = one.scrollWidth > one.clientWidth + parseFloat(style.fontSize) / 8 && one.clientWidth > 1;
        if (style.overflowX === 'hidden' && wide) return true;
        if (one.getBoundingClientRect().right > clientWidth + 1) return true;
        // words of its own that need more room than its box has
        const words = Array.from(one.childNodes).some(
          ({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim() !== '',
        );
        const scrolls =
          /auto|scroll/.test(style.overflowX + style.overflowY) || one.matches('textarea, select, option');
        const high = one.scrollHeight > one.clientHeight + parseFloat(style.fontSize) / 3 && one.clientHeight > 1;
        return words && !scrolls && (wide || high);
      })
      .map((one) => `${one.tagName}.${one.className} ${one.innerText?.slice(0, 16) ?? ''}`);
  });
}

/** The same on the narrowest phone with the text twice as large, or with the largest text of 长辈版. */
export function cutOffLarge(page: Page, elder = false): Promise<string[]> {
  return whileLarge(page, elder, () => cutOff(page));
}

/**
 * For pages of staff, at the same size: drawings are pictures, and a wide table scrolls in its own place, which the keyboard reaches.
 */
export function staffCutOffLarge(page: Page): Promise<string[]> {
  return whileLarge(page, false, () => staffCutOff(page));
}

async function staffCutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
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
}

/** The page is left as it was. */
async function whileLarge(page: Page, elder: boolean, look: () => Promise<string[]>): Promise<string[]> {
  const size = page.viewportSize();
  await page.setViewportSize(NARROW);
  const classes = elder ? ['elder', 'elder-largest'] : [];
  await page.evaluate((names) => {
    document.documentElement.classList.add(...names);
    if (names.length === 0) document.documentElement.style.setProperty('font-size', '200%');
  }, classes);
  const found = await look();
  await page.evaluate((names) => {
    document.documentElement.classList.remove(...names);
    document.documentElement.style.removeProperty('font-size');
  }, classes);
  if (size !== null) await page.setViewportSize(size);
  return found;
}
