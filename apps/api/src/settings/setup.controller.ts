import {
  type Setup,
  type SetupTest,
  setupTestRequest,
  type SetupTestRequest,
  WEBHOOK_PATH,
} from '@livekit-dashboard/contracts';
import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { Config } from '../config/config';
import { shownUrl } from '../config/shown-url';
import { ZodValidationPipe } from '../http/zod-validation.pipe';
import { WebhookTest } from './webhook-test';

@Controller('api/v1/setup')
export class SetupController {
  constructor(
    private readonly config: Config,
    private readonly test: WebhookTest,
  ) {}

  @Get()
  setup(): Setup {
    const { publicUrl, servers, tenantKey } = this.config;
    return {
      publicUrl: shownUrl(publicUrl),
      webhookPath: WEBHOOK_PATH,
      envFile: this.config.envFile?.path ?? null,
      tenantKey,
      servers: servers.map(({ name, url, keys }) => ({ name, url: shownUrl(url), keys: [...keys.keys()] })),
    };
  }

  @Post('test')
  @HttpCode(200)
  sendTest(@Body(new ZodValidationPipe(setupTestRequest)) { server }: SetupTestRequest): Promise<SetupTest> {
    return this.test.run(server ?? null);
  }
}
