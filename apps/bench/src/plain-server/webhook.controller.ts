import {
  Controller,
  Headers,
  HttpCode,
  Inject,
  Post,
  type RawBodyRequest,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import { WebhookReceiver } from 'livekit-server-sdk';
import { WebhookService } from './webhook.service';

@Controller('api/webhooks/livekit')
export class WebhookController {
  constructor(
    private readonly service: WebhookService,
    @Inject(WebhookReceiver) private readonly receiver: WebhookReceiver,
  ) {}

  @Post()
  @HttpCode(200)
  async receive(
    @Req() request: RawBodyRequest<object>,
    @Headers('authorization') authorization: string,
  ): Promise<void> {
    const body = request.rawBody?.toString('utf8') ?? '';
    const event = await this.receiver.receive(body, authorization).catch(() => {
      throw new UnauthorizedException();
    });
    await this.service.save(event);
  }
}
