import type { Page } from 'playwright-core';

/**
 * The controls that are seen and can be used, but that Tab never stops at. In lists, tabs, menus and the palette one part is
 * the stop and arrows lead to the others; the editor of text has keys of its own for all it has.
 */
export function outOfReachForKeys(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const controls =
      'button, a[href], input, select, textarea, summary, [role=button], [role=switch], [role=slider], [role=application]';
    const walkedByArrows =
      '[role=listbox], [role=radiogroup], [role=tablist], [role=menu], [role=grid], [role=toolbar], [data-action], :has(> [data-row]), .monaco-editor';
    return [...document.querySelectorAll<HTMLElement>(controls)]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled'))
      .filter(
        (one) => one.tabIndex < 0 && one.closest(`${walkedByArrows}, [aria-hidden=true], [inert]`) === null,
      )
      .map((one) => one.getAttribute('aria-label') ?? one.outerHTML.slice(0, 120));
  });
}
