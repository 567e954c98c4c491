/** The parts of ECharts that the page uses; the bundle contains no others. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LineChart, SVGRenderer, TooltipComponent]);

export const startChart = (host: HTMLElement) => init(host, null, { renderer: 'svg' });
export type RunningChart = ReturnType<typeof startChart>;
