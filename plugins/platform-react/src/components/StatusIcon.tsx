import type { StatusTone } from '@chat2sql/plugin-platform-common';
import { useTheme } from '@material-ui/core/styles';
import { tokensOf } from '../tokens/tokens';

const STROKE = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.6,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

const SHAPES: Record<StatusTone, JSX.Element> = {
  healthy: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="M4.8 8.2l2.2 2.2 4.2-4.6" {...STROKE} stroke="var(--c2s-on)" />
    </>
  ),
  progressing: (
    <>
      <circle cx="8" cy="8" r="6.2" {...STROKE} />
      <path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />
    </>
  ),
  suspended: (
    <>
      <rect x="3.5" y="2.5" width="3.2" height="11" fill="currentColor" />
      <rect x="9.3" y="2.5" width="3.2" height="11" fill="currentColor" />
    </>
  ),
  degraded: (
    <>
      <path d="M8 1.6l7 12.6H1z" fill="currentColor" />
      <path d="M8 6.2v3.6M8 12v.1" {...STROKE} stroke="var(--c2s-on)" />
    </>
  ),
  failed: (
    <>
      <rect x="1.5" y="1.5" width="13" height="13" fill="currentColor" />
      <path d="M5 5l6 6M11 5l-6 6" {...STROKE} stroke="var(--c2s-on)" />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.5" {...STROKE} strokeDasharray="2.4 2.2" />
      <path
        d="M6.2 6.3a1.9 1.9 0 1 1 2.6 1.8c-.5.2-.8.6-.8 1.1M8 11.4v.1"
        {...STROKE}
        strokeWidth={1.4}
      />
    </>
  ),
  missing: <path d="M3 8h10" {...STROKE} strokeWidth={2.4} />,
};

/** The shape of a status tone. Decorative: always beside the word, never instead of it. */
export function StatusIcon(props: { tone: StatusTone; size?: number }) {
  const { tone, size = 16 } = props;
  const mode = tokensOf(useTheme());
  return (
    <svg
      aria-hidden
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      style={
        {
          color: mode.tones[tone].main,
          flex: 'none',
          '--c2s-on': mode.surface,
        } as React.CSSProperties
      }
    >
      {SHAPES[tone]}
    </svg>
  );
}
