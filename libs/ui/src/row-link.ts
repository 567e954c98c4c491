import { Directive } from '@angular/core';

/**
 * A click anywhere on a row of a table follows the first link in it. The keyboard and screen readers use the link
 * itself. A click on a control of the row, or one that ends a selection of text, is ignored.
 */
@Directive({ selector: '[lkRowLink]', host: { class: 'row-links', '(click)': 'follow($event)' } })
export class RowLink {
  protected follow(event: MouseEvent): void {
    const { target } = event;
    if (event.defaultPrevented || !(target instanceof Element) || target.closest('a, button, input, label')) return;
    if (getSelection()?.isCollapsed === false) return;
    const { ctrlKey, metaKey, shiftKey } = event;
    const link = target.closest('[role="row"]')?.querySelector('a[href]');
    link?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
  }
}
