import type {
  MatrixCell,
  MatrixComponent,
} from '@chat2sql/plugin-environments-common';
import type { StatusTone } from '@chat2sql/plugin-platform-common';
import { tokensOf } from '@chat2sql/plugin-platform-react';
import { useTheme } from '@material-ui/core/styles';
import { useText } from '../hooks/useText';
import { toneOfWord, wordOf } from '../model/severity';
import { CellFacts } from './CellContent';
import { HealthBadge } from './HealthBadge';
import { useMatrixStyles } from './matrixStyles';

const LOUD: ReadonlySet<StatusTone> = new Set([
  'failed',
  'degraded',
  'missing',
  'unknown',
]);

/** A cell of the matrix: opens its details. Only what needs a person is tinted. */
export function CellButton(props: {
  cell: MatrixCell;
  component: MatrixComponent;
  /** Shows the component's name too, for lists without row headers. */
  named?: boolean;
  dimmed?: boolean;
  tabIndex?: number;
  onFocus?: () => void;
  onOpen: () => void;
}) {
  const classes = useMatrixStyles();
  const t = useText();
  const tones = tokensOf(useTheme()).tones;
  const { cell, component, dimmed } = props;
  const word = wordOf(cell);
  const tone = toneOfWord(word);
  const badge = <HealthBadge status={cell.status} warning={cell.warning} />;
  return (
    <button
      type="button"
      className={`${classes.button} ${dimmed ? classes.dimmed : ''}`}
      style={LOUD.has(tone) ? { background: tones[tone].tint } : undefined}
      title={cell.summary}
      aria-label={t('matrix.cellLabel', {
        component: component.title,
        environment: cell.environment,
        word: t(`health.${word}`),
        summary: cell.summary,
      })}
      aria-haspopup="dialog"
      tabIndex={props.tabIndex}
      onFocus={props.onFocus}
      onClick={props.onOpen}
    >
      {props.named ? (
        <span className={classes.cardLine}>
          <span className={classes.strong}>{component.title}</span>
          {badge}
        </span>
      ) : (
        badge
      )}
      <CellFacts cell={cell} />
    </button>
  );
}
