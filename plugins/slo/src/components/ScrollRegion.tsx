import type { ReactNode } from 'react';

/** Content that may be wider or longer than its place: can be scrolled by keyboard. */
export function ScrollRegion(props: {
  label: string;
  className: string;
  children: ReactNode;
}) {
  return (
    <div
      role="region"
      aria-label={props.label}
      className={props.className}
      // A region without anything focusable inside is out of reach otherwise.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {props.children}
    </div>
  );
}
