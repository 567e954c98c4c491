import { fullDayWords } from './day-words';
import type { DayChart } from './day-chart.model';

/** What one day of a chart says, for the pointer. Nodes, not HTML: no text can become an element. */
export function dayTip({ days, series }: DayChart, index: number): HTMLElement {
  const tip = document.createElement('div');
  tip.append(part('b', fullDayWords(days[index] ?? '')));
  for (const { label, tone, shape, texts } of series) {
    const row = part('span', '');
    const swatch = part('i', '');
    swatch.className = `swatch ${tone} ${shape}`;
    row.append(swatch, part('span', label), part('em', texts[index] ?? ''));
    tip.append(row);
  }
  return tip;
}

function part(name: string, text: string): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
