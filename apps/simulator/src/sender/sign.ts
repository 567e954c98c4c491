export { signWebhook as sign, type ApiKey } from '@livekit-dashboard/livekit';
