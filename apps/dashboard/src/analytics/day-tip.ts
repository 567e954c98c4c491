import type { DayChart } from './day-chart.model';
import { fullPeriod, shortPeriod } from './periods';

/** The tip of one day of a chart. It is made of nodes, not of HTML, so that no text can become an element. */
export function dayTip({ days, series, tz }: DayChart, index: number): HTMLElement {
  const tip = document.createElement('div');
  tip.append(part('b', fullPeriod(days[index] ?? '', tz)));
  for (const { label, tone, shape, texts, keys } of series) {
    const row = part('span', '');
    const swatch = part('i', '');
    swatch.className = `swatch ${tone} ${shape}`;
    const key = keys?.[index];
    row.append(swatch, part('span', key ? `${label}, ${shortPeriod(key, tz)}` : label), part('em', texts[index] ?? ''));
    tip.append(row);
  }
  return tip;
}

function part(name: string, text: string): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
