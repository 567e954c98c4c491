import { booleanAttribute, Directive, inject, input, TemplateRef } from '@angular/core';

interface RowContext<T> {
  readonly $implicit: T;
  readonly index: number;
}

/**
 * The cells of a row of `lk-virtual-table`: `<ng-template [lkRow]="rows()" let-row>`. Naming the rows gives `row` its
 * type. With `whole` the template is the row itself: an element of the class `grid-row` and the role `row`, with its
 * `aria-rowindex`. A row that is a component renders only when its own values change.
 */
@Directive({ selector: 'ng-template[lkRow]' })
export class RowTemplate<T> {
  readonly lkRow = input.required<readonly T[]>();
  readonly whole = input(false, { transform: booleanAttribute });
  readonly cells = inject<TemplateRef<RowContext<T>>>(TemplateRef);

  static ngTemplateContextGuard<T>(_of: RowTemplate<T>, context: unknown): context is RowContext<T> {
    return typeof context === 'object';
  }
}
