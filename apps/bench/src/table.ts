export const rounded = (value: number): number => Math.round(value * 10) / 10;

export const ratio = (value: number, base: number): string => `${rounded(value / base)} x`;

/** Prints rows as a table of Markdown, so that it can go into a document as it is. */
export function printTable(title: string, rows: readonly Readonly<Record<string, string | number>>[]): void {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const draw = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = names, ...body] = lines;
  console.log(
    `\n${title}\n\n${[draw(head), draw(widths.map((width) => '-'.repeat(width))), ...body.map(draw)].join('\n')}\n`,
  );
}
