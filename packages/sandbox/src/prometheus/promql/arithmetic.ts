import type { BinaryOperator } from './ast';

/** An operator on two numbers; comparisons give 1 or 0. */
export type ScalarOperation = (left: number, right: number) => number;

/** The operators on numbers. Go's and JavaScript's remainder agree in sign. */
export const SCALAR_OPERATIONS: Readonly<
  Record<Exclude<BinaryOperator, 'and' | 'or' | 'unless'>, ScalarOperation>
> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  // Unlike JavaScript, Go gives 1 for 1 to any power and for (-1) to an infinite one.
  '^': (a, b) =>
    a === 1 || (a === -1 && (b === Infinity || b === -Infinity)) ? 1 : a ** b,
  atan2: (a, b) => Math.atan2(a, b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '>': (a, b) => Number(a > b),
  '<': (a, b) => Number(a < b),
  '>=': (a, b) => Number(a >= b),
  '<=': (a, b) => Number(a <= b),
};
