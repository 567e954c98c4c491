import { Directive, inject, input, TemplateRef } from '@angular/core';

interface RowContext<T> {
  readonly $implicit: T;
}

/** The cells of a row of `lk-virtual-table`: `<ng-template [lkRow]="rows()" let-row>`. Naming the rows gives `row` its type. */
@Directive({ selector: 'ng-template[lkRow]' })
export class RowTemplate<T> {
  readonly lkRow = input.required<readonly T[]>();
  readonly template = inject<TemplateRef<RowContext<T>>>(TemplateRef);

  static ngTemplateContextGuard<T>(_of: RowTemplate<T>, context: unknown): context is RowContext<T> {
    return typeof context === 'object';
  }
}
