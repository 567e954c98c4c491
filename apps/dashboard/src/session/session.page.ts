import { Component } from '@angular/core';
@Component({ selector: 'lk-session-page', template: '' })
export class SessionPage {}
