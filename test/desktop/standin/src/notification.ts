import { EventEmitter } from 'node:events';
import type { Used } from './contract.ts';

/** A notice that no system shows; the specs look at those that were to be shown. */
export class StandInNotification extends EventEmitter implements Used<'Notification'> {
  static readonly shown: StandInNotification[] = [];
  readonly title: string;
  readonly body: string;

  constructor({ title = '', body = '' }: Electron.NotificationConstructorOptions) {
    super();
    this.title = title;
    this.body = body;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    StandInNotification.shown.push(this);
  }
}
