import { useRef, useState, type KeyboardEvent } from 'react';

/**
 * Keyboard movement over a grid of buttons: one of them is in the tab order,
 * arrow keys, Home and End (with Ctrl: corners) move between them. Buttons sit
 * in cells marked `data-cell="row,column"`; cells without a button are skipped.
 */
export function useRovingGrid(rows: number, columns: number) {
  const ref = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState({ row: 0, column: 0 });
  const row = Math.min(place.row, Math.max(0, rows - 1));
  const column = Math.min(place.column, Math.max(0, columns - 1));

  const buttonAt = (r: number, c: number) =>
    ref.current?.querySelector<HTMLButtonElement>(
      `[data-cell="${r},${c}"] button`,
    );

  function onKeyDown(event: KeyboardEvent) {
    const steps: Record<string, [number, number] | undefined> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      Home: event.ctrlKey ? [-Infinity, -Infinity] : [0, -Infinity],
      End: event.ctrlKey ? [Infinity, Infinity] : [0, Infinity],
    };
    const step = steps[event.key];
    const cell = (event.target as Element).closest('[data-cell]');
    if (!step || !cell || event.altKey || event.metaKey) return;
    event.preventDefault();
    const clamp = (n: number, max: number) => Math.max(0, Math.min(max, n));
    let r = clamp(row + step[0], rows - 1);
    let c = clamp(column + step[1], columns - 1);
    let button = buttonAt(r, c);
    // Over cells without a button, in the same direction; a jump looks back inwards.
    const along: [number, number] = [
      Number.isFinite(step[0]) ? step[0] : -Math.sign(step[0]),
      Number.isFinite(step[1]) ? step[1] : -Math.sign(step[1]),
    ];
    while (!button) {
      r += along[0];
      c += along[1];
      if (r < 0 || c < 0 || r >= rows || c >= columns) return;
      button = buttonAt(r, c);
    }
    setPlace({ row: r, column: c });
    button.focus();
  }

  return {
    ref,
    onKeyDown,
    cellProps: (r: number, c: number) => ({ 'data-cell': `${r},${c}` }),
    buttonProps: (r: number, c: number) => ({
      tabIndex: r === row && c === column ? 0 : -1,
      onFocus: () => setPlace({ row: r, column: c }),
    }),
  };
}
