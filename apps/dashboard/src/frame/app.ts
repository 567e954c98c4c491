import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Rail } from './rail';
import { TopBar } from './top-bar';

/** The frame around every page: the rail, the bar with the state of the link, and the page. */
@Component({
  selector: 'lk-root',
  imports: [Rail, RouterOutlet, TopBar],
  template: `
    <a class="skip" href="#main" (click)="main.focus(); $event.preventDefault()">Skip to the page</a>
    <lk-rail />
    <lk-top-bar />
    <main #main id="main" tabindex="-1"><router-outlet /></main>
  `,
  styleUrl: './app.scss',
})
export class App {}
