/** The ECharts options of a chart of days. Pure. */
import type { EChartsCoreOption } from 'echarts/core';
import { type ChartShape, type DayChart, type DaySeries, isLine } from './day-chart.model';
import { dayTip } from './day-tip';
import type { Plot } from './drag-days';
import type { Look } from './look';
import { formatShort } from './numbers';
import { shortPeriod } from './periods';

/** Margins of the plot, in px, so that charts below each other are aligned. */
const AROUND = { left: 44, right: 12, top: 12, bottom: 24 } as const;
/** The right margin where shares have an axis. */
const SHARES = 44;

/** With more days than this, bars have no gap and lines no markers. */
const MANY_DAYS = 62;

const hasShares = ({ series }: DayChart): boolean => series.some(({ percent }) => percent);
const around = (chart: DayChart) => (hasShares(chart) ? { ...AROUND, right: SHARES } : AROUND);

export function plotOf(chart: DayChart, width: number): Plot {
  const { left, right } = around(chart);
  return { left, width: width - left - right, days: chart.days.length };
}

export function chartOption(chart: DayChart, look: Look): EChartsCoreOption {
  return {
    animation: !look.still,
    animationDuration: 240,
    textStyle: { fontFamily: look.font, fontSize: 12 },
    grid: around(chart),
    tooltip: tooltip(chart, look),
    xAxis: dayAxis(chart, look),
    yAxis: hasShares(chart) ? [valueAxis(look, chart), shareAxis(look, chart)] : [valueAxis(look, chart)],
    series: chart.series.map((series) => (isLine(series.shape) ? line(series, chart, look) : bar(series, chart, look))),
  };
}

const tooltip = (chart: DayChart, { colours }: Look) => ({
  trigger: 'axis',
  confine: true,
  transitionDuration: 0,
  className: 'chart-tip',
  formatter: ([first]: readonly { readonly dataIndex: number }[]) => dayTip(chart, first?.dataIndex ?? 0),
  axisPointer: { type: 'shadow', shadowStyle: { color: colours['text-3'], opacity: 0.1 } },
});

const label = ({ colours }: Look) => ({ color: colours['text-3'], fontSize: 12 });

const dayAxis = ({ days, tz }: DayChart, look: Look) => ({
  type: 'category',
  data: days.map((day) => shortPeriod(day, tz, days)),
  axisTick: { show: false },
  axisLine: { lineStyle: { color: look.colours.line } },
  axisLabel: { ...label(look), hideOverlap: true, margin: 10 },
});

const valueAxis = (look: Look, { money }: DayChart) => ({
  type: 'value',
  min: 0,
  ...(money ? {} : { minInterval: 1 }),
  splitNumber: 3,
  axisLabel: { ...label(look), formatter: formatShort },
  splitLine: { lineStyle: { color: look.colours.line } },
});

const shareAxis = (look: Look, chart: DayChart) => ({
  ...valueAxis(look, chart),
  alignTicks: true,
  axisLabel: { ...label(look), formatter: '{value} %' },
  splitLine: { show: false },
});

/** A colour (`rgb(1, 2, 3)`) at half opacity, for patterns. */
const faint = (colour: string): string => colour.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.55)');

/** Patterns of bars, as lengths of a dash and of the gap after it. */
const DECALS: Partial<Record<ChartShape, object>> = {
  striped: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 },
  'dotted-bar': {
    symbol: 'circle',
    symbolSize: 0.7,
    dashArrayX: [
      [4, 4],
      [0, 4, 4, 0],
    ],
    dashArrayY: [4, 0],
  },
};

function bar({ label: name, tone, shape, values }: DaySeries, { stacked, days }: DayChart, { colours }: Look) {
  const decal = DECALS[shape];
  return {
    type: 'bar',
    name,
    data: values,
    stack: stacked ? 'all' : null,
    barMaxWidth: 28,
    barCategoryGap: days.length > MANY_DAYS ? '10%' : '30%',
    cursor: 'pointer',
    itemStyle: {
      color: colours[tone],
      borderRadius: stacked ? 0 : [2, 2, 0, 0],
      ...(decal ? { decal: { ...decal, color: faint(colours.surface) } } : {}),
    },
    emphasis: { disabled: true },
  };
}

/** The compared period is drawn behind the range. */
const FAINT = { width: 1.5, type: [3, 3], opacity: 0.8 };
const MARKERS: Partial<Record<ChartShape, string>> = { solid: 'circle', dashed: 'diamond', dotted: 'triangle' };

function line({ label: name, tone, shape, values, percent }: DaySeries, { days }: DayChart, { colours }: Look) {
  return {
    type: 'line',
    name,
    data: values,
    yAxisIndex: percent ? 1 : 0,
    symbol: MARKERS[shape] ?? 'none',
    symbolSize: 6,
    showSymbol: days.length <= MANY_DAYS,
    lineStyle: shape === 'faint' ? { ...FAINT, color: colours[tone] } : { color: colours[tone], width: 2, type: shape },
    itemStyle: { color: colours[tone] },
    emphasis: { disabled: true },
  };
}
