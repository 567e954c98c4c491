import { getJson, type Query } from '../../live/rest';
import { RestRequest } from './rest-request';

/** A query of the REST interface, which is sent when it changes: the same one again is not sent twice. */
export class RestQuery<T> extends RestRequest<T> {
  private sent: { readonly path: string; readonly query: Query } | null = null;

  async ask(path: string, query: Query): Promise<void> {
    const next = { path, query };
    if (JSON.stringify(next) === JSON.stringify(this.sent)) return;
    this.sent = next;
    await this.retry();
  }

  /** Sends the last query again. */
  async retry(): Promise<void> {
    if (!this.sent) return;
    const { path, query } = this.sent;
    await this.run((aborted) => getJson<T>(path, query, aborted));
  }
}
