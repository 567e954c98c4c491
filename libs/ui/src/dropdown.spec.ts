import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Dropdown } from './dropdown';

@Component({
  imports: [Dropdown],
  template: `<main tabindex="-1">
    <lk-dropdown label="Columns"
      ><span face>Columns</span><label><input type="checkbox" />Joins</label></lk-dropdown
    >
    <button class="other">Other</button>
  </main>`,
})
class Host {}

describe('Dropdown', () => {
  let element: HTMLElement;
  const face = () => element.querySelector<HTMLElement>('lk-dropdown > button')!;
  const panel = () => element.querySelector<HTMLElement>('[role=group]');
  const settle = () => TestBed.tick();

  beforeEach(async () => {
    const fixture = TestBed.createComponent(Host);
    element = fixture.nativeElement as HTMLElement;
    document.body.append(element);
    await fixture.whenStable();
    face().click();
    settle();
  });
  afterEach(() => element.remove());

  it('opens below its button, and is announced', () => {
    expect(face().getAttribute('aria-expanded')).toBe('true');
    expect(panel()?.getAttribute('aria-label')).toBe('Columns');
  });

  it('stays open during a choice', () => {
    const box = panel()!.querySelector('input')!;
    box.focus();
    box.click();
    settle();
    expect(panel()).not.toBeNull();
  });

  it('closes with Escape, and returns the focus', () => {
    panel()!.querySelector('input')!.focus();
    document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    settle();
    expect(panel()).toBeNull();
    expect(document.activeElement).toBe(face());
  });

  it.each([
    ['the focus goes elsewhere', () => element.querySelector<HTMLElement>('.other')!.focus()],
    [
      'something else is clicked',
      () => element.querySelector('.other')!.dispatchEvent(new Event('pointerdown', { bubbles: true })),
    ],
  ])('closes when %s', (_, act) => {
    face().focus();
    act();
    settle();
    expect(panel()).toBeNull();
  });
});
