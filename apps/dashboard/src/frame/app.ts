import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Anchor } from './anchor';
import { ErrorNotice } from './error-notice';
import { Favicon } from './favicon';
import { Rail } from './rail';
import { TopBar } from './top-bar';
import { Unreachable } from './unreachable';

/** The frame of every page: the navigation rail, the bar with the state of the connection, and the page. */
@Component({
  selector: 'lk-root',
  imports: [Anchor, ErrorNotice, Rail, RouterOutlet, TopBar, Unreachable],
  template: `
    <a class="skip" href="#main" (click)="main.focus(); $event.preventDefault()">Skip to the page</a>
    <lk-rail />
    <lk-top-bar />
    <div class="content">
      <lk-error-notice />
      <main #main lkAnchor id="main" tabindex="-1"><router-outlet /><lk-unreachable /></main>
    </div>
  `,
  styleUrl: './app.scss',
})
export class App {
  constructor() {
    inject(Favicon);
  }
}
