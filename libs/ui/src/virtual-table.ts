import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { NgTemplateOutlet } from '@angular/common';
import { afterEveryRender, Component, computed, contentChild, input, output, signal, viewChild } from '@angular/core';
import { ColumnHead, type ColumnSort } from './column-head';
import { FitViewport } from './fit-viewport';
import { FollowEnd } from './follow-end';
import { Hold } from './hold';
import { PrintWhole } from './print-whole';
import { RowTemplate } from './row-template';

/** The height of a row of one line, in px. */
export const ROW_PX = 38;
/** At this width of the table only columns of priority 1 are shown, as virtual-table.scss has it. */
const PHONE_PX = 560;

export interface TableColumn {
  readonly label: string;
  /** A grid track: `80px`, `minmax(120px, 2fr)`. */
  readonly width: string;
  readonly number?: true;
  /** 2: not at phone width. 3: not at middle width either. Its cell carries the class `p2` or `p3`. */
  readonly priority?: 2 | 3;
  /** The name of its sort; none: it cannot be sorted. */
  readonly sort?: string;
}

/**
 * A table of which only the rows in view are in the page. The rows and their cells are a `lkRow` template in its
 * content; each cell is a `<span role="cell">`, in the order of the columns. Rows keep their elements by `idOf`.
 */
@Component({
  selector: 'lk-virtual-table',
  imports: [
    CdkFixedSizeVirtualScroll,
    CdkVirtualForOf,
    CdkVirtualScrollViewport,
    ColumnHead,
    FitViewport,
    FollowEnd,
    Hold,
    NgTemplateOutlet,
    PrintWhole,
  ],
  host: {
    class: 'card',
    role: 'table',
    '[class.stacked]': 'isStacked()',
    '[attr.aria-label]': 'label()',
    '[attr.aria-rowcount]': 'rows().length + 1',
    '[style.--all]': 'tracks(3)',
    '[style.--most]': 'tracks(2)',
    '[style.--few]': 'tracks(1)',
  },
  templateUrl: './virtual-table.html',
  styleUrl: './virtual-table.scss',
})
export class VirtualTable<T> {
  readonly label = input.required<string>();
  readonly columns = input.required<readonly TableColumn[]>();
  /**
   * The height of a row in a table of phone width, in px, if it has two lines there. The header is a line of the sorts
   * then, and the table has the class `stacked`.
   */
  readonly stackedRowPx = input<number>();
  /**
   * How far beyond the view rows are rendered at least, in px. More rows take more time in each frame of a fast scroll.
   */
  readonly bufferPx = input(400);
  /** Stays at the end as rows are added, while the user is at the end. */
  readonly follow = input(false);
  readonly toEnd = input(true);
  readonly atEnd = output<boolean>();
  /** The current sort. */
  readonly sort = input<ColumnSort | null>(null);
  readonly turned = output<string>();
  /** The last rows came into view, so that more can be loaded. */
  readonly nearEnd = output();
  /** Index of the row that is first in view when the table opens. */
  readonly firstRow = input(0);
  /** Index of the first row in view, while the user scrolls. */
  readonly scrolledTo = output<number>();
  /** The user is at it: see `Hold`. */
  readonly held = output<boolean>();
  readonly idOf = input.required<(row: T) => string>();
  /**
   * Whether elements belong to positions instead of rows: for a list that grows at the top, where each arrival moves
   * every row, which would count as a layout shift.
   */
  readonly inPlace = input(false);
  protected readonly template = contentChild.required<RowTemplate<T>>(RowTemplate);
  protected readonly rows = computed(() => this.template().lkRow());
  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);
  /** A guess until it is measured, so that the first rows are the right ones. */
  protected readonly width = signal(innerWidth);
  protected readonly isStacked = computed(() => this.stackedRowPx() !== undefined && this.width() <= PHONE_PX);
  protected readonly rowPx = computed(() => (this.isStacked() ? (this.stackedRowPx() ?? ROW_PX) : ROW_PX));
  protected readonly trackBy = computed(() => {
    const idOf = this.idOf();
    const inPlace = this.inPlace();
    return (index: number, row: T) => (inPlace ? String(index) : idOf(row));
  });

  constructor() {
    // Scrolling to a row is possible only when the viewport is as high as its rows, which takes a few renderings.
    const rendering = afterEveryRender(() => {
      const { scrollHeight } = this.viewport().elementRef.nativeElement;
      if (this.firstRow() > 0 && scrollHeight < this.rows().length * this.rowPx()) return;
      if (this.firstRow() > 0) this.viewport().scrollToIndex(this.firstRow());
      rendering.destroy();
    });
  }

  protected look(index: number): void {
    this.scrolledTo.emit(index);
    if (this.viewport().getRenderedRange().end >= this.rows().length) this.nearEnd.emit();
  }

  /** Scrolls only as far as needed to show that row completely. */
  bringIntoView(index: number): void {
    const viewport = this.viewport();
    const [top, height, rowPx] = [viewport.measureScrollOffset('top'), viewport.getViewportSize(), this.rowPx()];
    if (index * rowPx < top) viewport.scrollToOffset(index * rowPx);
    else if ((index + 1) * rowPx > top + height) viewport.scrollToOffset((index + 1) * rowPx - height);
  }

  protected tracks(priority: number): string {
    return this.columns()
      .filter((column) => (column.priority ?? 1) <= priority)
      .map((column) => column.width)
      .join(' ');
  }
}
