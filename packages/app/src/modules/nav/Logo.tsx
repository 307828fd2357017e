/** The portal's mark: a speech bubble that holds the rows of a table. */
export function LogoMark(props: { size?: number }) {
  const { size = 28 } = props;
  return (
    <svg
      aria-hidden
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 32 32"
    >
      <path
        fill="var(--c2s-link, #0A5FC2)"
        d="M6 3h20a4 4 0 0 1 4 4v13a4 4 0 0 1-4 4H15l-6.2 5.2A1.1 1.1 0 0 1 7 28.3V24H6a4 4 0 0 1-4-4V7a4 4 0 0 1 4-4z"
      />
      <path
        fill="none"
        stroke="var(--c2s-surface, #FFFFFF)"
        strokeWidth="2.2"
        strokeLinecap="round"
        d="M8 9.2h16M8 14h4.5M16.5 14H24M8 18.8h4.5M16.5 18.8H21"
      />
    </svg>
  );
}
