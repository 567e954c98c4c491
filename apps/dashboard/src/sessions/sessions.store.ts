/**
 * The live part of the sessions page: the topic `sessions` as a live list, with its filter.
 * Provided by the page: it subscribes when the page opens and ends with it.
 */
import { Injectable } from '@angular/core';
import { LiveTopic } from '../live/live-topic';
import { type LiveFilter, filterOf } from './live-filter';
import { DEFAULT_SORT, orderOf, type SessionSort } from './session-sort';

@Injectable()
export class SessionsStore extends LiveTopic<'session'> {
  constructor() {
    super('session', orderOf(DEFAULT_SORT));
  }

  filter({ words, flags }: LiveFilter): void {
    this.list.filter(filterOf(words, flags));
  }

  sortBy(sort: SessionSort): void {
    this.list.sortBy(orderOf(sort));
  }
}
